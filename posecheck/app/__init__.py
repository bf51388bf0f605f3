"""What people start: the command line. The only place with side effects at its top."""
