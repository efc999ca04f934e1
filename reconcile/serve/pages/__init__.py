"""Pages and forms of the service, a module each."""
