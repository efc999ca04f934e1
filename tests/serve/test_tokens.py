"""Form tokens belong to one cookie and to no other."""

from reconcile.serve.tokens import digest_of, form_token, is_form_token, new_secret


def test_a_form_token_fits_its_own_cookie_only() -> None:
    mine, theirs = new_secret(), new_secret()
    assert is_form_token(mine, form_token(mine))
    assert not is_form_token(mine, form_token(theirs))
    assert not is_form_token(mine, "")
    assert not is_form_token(mine, "é")


def test_neither_the_form_token_nor_the_digest_is_the_secret() -> None:
    secret = new_secret()
    assert len({secret, form_token(secret), digest_of(secret)}) == 3
    assert len(new_secret()) >= 43
