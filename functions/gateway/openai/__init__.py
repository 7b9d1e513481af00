"""The part of the gateway that speaks OpenAI's interface, for clients that know no other."""
