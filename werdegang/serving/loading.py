"""Loading a trained model for answering."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.engine.runner.dask import DaskGraphRunner

from werdegang.serving.graph import DirectGraphRunner


async def loaded_agent(model: Path, endpoints: AvailableEndpoints) -> Agent:
    """Returns an agent with a model, or one that is not ready if it can't be loaded.

    Args:
        model: a trained model.
        endpoints: where conversations are kept and actions run.
    """
    agent: Agent = await load_agent(model_path=str(model), endpoints=endpoints)
    processor = agent.processor
    if processor is not None and isinstance(processor.graph_runner, DaskGraphRunner):
        processor.graph_runner = DirectGraphRunner.taking_over(processor.graph_runner)
    return agent
