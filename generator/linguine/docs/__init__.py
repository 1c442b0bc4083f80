"""The protocol reference: a model as Markdown and as a page of HTML."""
