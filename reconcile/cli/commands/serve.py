"""The command that serves people in their browsers."""

import click

from reconcile.cli.asking import Place, right_now
from reconcile.errors import ReconcileError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8017, show_default=True, help="Port.")
@click.option("--name", "names", multiple=True, help="Host name that people reach it by; may be given several times.")
@click.option("--behind-tls", is_flag=True, help="A proxy on this machine speaks TLS for it: cookies then need TLS.")
@click.pass_obj
def serve(place: Place, host: str, port: int, names: tuple[str, ...], behind_tls: bool) -> None:
    """Serves queue, cases and decisions to people with an account, on this machine only unless told otherwise.

    It does not speak TLS itself: for people on other machines put a proxy in front, and say so with --behind-tls.
    """
    try:
        from reconcile.serve import serve_forever
    except ImportError as error:
        raise ReconcileError(
            "The service needs more libraries; install them with pip install 'reconcile[serve]'."
        ) from error

    click.echo(f"http://{host}:{port}/ (stop with Ctrl+C)", err=True)
    serve_forever(place.database, place.settings(), right_now, host=host, port=port, names=names, behind_tls=behind_tls)
