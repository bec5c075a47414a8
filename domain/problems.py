"""Important problems a unit raises to the city government: raised, read, instructed, closed (三(四); decision 053)."""

from domain import events as e
from domain.errors import AbsentError, InvalidError, RefusedError
from domain.task_state import Problem, Task

CLAUSE = "三(四)"

# state → why the step asked for cannot be taken from it
_NOT_READ = {"read": "problem.already_read", "instructed": "problem.already_read", "closed": "problem.already_closed"}
_NOT_INSTRUCTED = {
    "raised": "problem.not_read_yet",
    "instructed": "problem.already_instructed",
    "closed": "problem.already_closed",
}
_NOT_CLOSED = {
    "raised": "problem.no_instruction_yet",
    "read": "problem.no_instruction_yet",
    "closed": "problem.already_closed",
}


def raised(task: Task, report_no: int, unit: str, text: str | None) -> e.ProblemRaised:
    """Return the problem a report raises; its text is the report's own words. Raises: InvalidError."""
    if not text:
        raise InvalidError("problems", "problems_needed_when_important")
    return e.ProblemRaised(task.task_no, len(task.problems) + 1, report_no, unit, text)


def read(task: Task, problem_no: int, *, leader: str | None) -> list[e.ProblemRead]:
    """Note that a leader has read it. Raises: RefusedError, AbsentError."""
    _check(_found(task, problem_no), _NOT_READ)
    return [e.ProblemRead(task.task_no, problem_no, leader)]


def instruct(task: Task, problem_no: int, *, leader: str | None, text: str) -> list[e.ProblemInstructed]:
    """Note the leader's instruction; `text` is a content digest. Raises: RefusedError, AbsentError."""
    _check(_found(task, problem_no), _NOT_INSTRUCTED)
    return [e.ProblemInstructed(task.task_no, problem_no, leader, text)]


def close(task: Task, problem_no: int, *, outcome: str) -> list[e.ProblemClosed]:
    """Close it with what came of the instruction. Raises: RefusedError, InvalidError, AbsentError."""
    _check(_found(task, problem_no), _NOT_CLOSED)
    if not outcome.strip():
        raise InvalidError("outcome", "missing")
    return [e.ProblemClosed(task.task_no, problem_no, outcome)]


def _found(task: Task, problem_no: int) -> Problem:
    for problem in task.problems:
        if problem.problem_no == problem_no:
            return problem
    raise AbsentError("problem", f"{task.task_no}/{problem_no}")


def _check(problem: Problem, refusals: dict[str, str]) -> None:
    reason = refusals.get(problem.state)
    if reason is not None:
        raise RefusedError(reason, clause=CLAUSE, problem_no=problem.problem_no)
