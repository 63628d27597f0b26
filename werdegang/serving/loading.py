"""Making the assistant: its stores first, then the model."""

from __future__ import annotations

import warnings
from pathlib import Path

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints
from rasa.exceptions import ModelNotFound, UnsupportedModelVersionError
from rasa.shared.exceptions import ConnectionException

from werdegang.serving.graph import run_directly
from werdegang.serving.logs import place_of
from werdegang.serving.model import NoModel, refuse_other_archive
from werdegang.serving.rules import index_rules
from werdegang.serving.stores import report_failures
from werdegang.storage import StorageUnusable

REMEDY = "Train it anew with `make train`."


async def agent_without_model(endpoints: AvailableEndpoints) -> Agent:
    """Returns an assistant that has its stores, and no model yet.

    Raises:
        StorageUnusable: if a store cannot be reached.
    """
    with warnings.catch_warnings():
        # Rasa warns that there is no model.
        warnings.simplefilter("ignore")
        try:
            agent = await load_agent(endpoints=endpoints)
        except (ConnectionException, ConnectionError) as error:
            raise StorageUnusable(
                f"A store cannot be reached ({type(error.__cause__ or error).__name__})"
                ". See that it runs, or correct WERDEGANG_EVENT_BROKER and "
                "WERDEGANG_LOCK_STORE."
            ) from None
    report_failures(agent)
    return agent


def load_model(agent: Agent, model: Path) -> None:
    """Gives the assistant a model; where that fails, it keeps the one that it has.

    Raises:
        NoModel: in one sentence why, and what to do.
    """
    refuse_other_archive(model)
    try:
        agent.load_model(str(model))
    except UnsupportedModelVersionError as error:
        raise NoModel(
            f"The model {model} is of Rasa {error.model_version}, which this version "
            f"cannot read. {REMEDY}"
        ) from None
    except ModelNotFound:
        raise NoModel(f"The model {model} is no model of Rasa. {REMEDY}") from None
    except Exception as error:
        raise NoModel(
            f"The model {model} cannot be loaded: {place_of(error)}. {REMEDY}"
        ) from None
    run_directly(agent)
    index_rules(agent)
