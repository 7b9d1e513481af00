"""How fast the models run here, beside other engines, and whether they hold under load. Nothing else imports this."""
