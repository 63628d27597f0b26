"""Starting the assistant, running its actions in-process, storing conversations."""
