"""``--format junit``: the XML that Jenkins, GitLab and others read as test results (schema: the Jenkins xUnit plugin's ``junit-10.xsd``).

A rule that finds nothing is a test that passes, every finding a test that fails; what is silenced is skipped, with its reason. An info never fails a run, so here it
passes and is shown in the test's output.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flaskcheck.files.listing import shown
from flaskcheck.output.escapes import COMMAND, SERVICE, for_xml
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.summary import summary
from flaskcheck.rule import INFO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Place


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """The report as one test suite."""
    suite = Element("testsuite", name="flaskcheck")
    properties = SubElement(suite, "properties")
    for deployment in report.deployments:
        SubElement(properties, "property", name="deployment", value=for_xml(summary(deployment, report.shown)))
    _passed(suite, report)
    for finding in report.findings:
        _finding(suite, finding, presentation)
    for silenced in report.suppressed:
        why = f"{silenced.by}: {silenced.reason}" if silenced.reason else f"{silenced.by}, no reason given"
        SubElement(_case(suite, silenced.finding, presentation), "skipped", message=for_xml(why))
    _about_the_run(suite, report)
    return _document(suite)


def _passed(suite: Element, report: Report) -> None:
    told = {finding.rule for finding in report.findings} | {crash.rule for crash in report.crashes}
    for rule in report.rules if report.has_application else ():
        if rule.name not in told:
            SubElement(suite, "testcase", classname=f"flaskcheck.{rule.family}", name=rule.name)


def _finding(suite: Element, finding: Finding, presentation: Presentation) -> None:
    case = _case(suite, finding, presentation)
    if finding.severity == INFO:
        SubElement(case, "system-out").text = for_xml(_details(finding, presentation))
    else:
        message = for_xml(finding.message)
        SubElement(case, "failure", type=finding.severity, message=message).text = for_xml(
            _details(finding, presentation)
        )


def _case(suite: Element, finding: Finding, presentation: Presentation) -> Element:
    name = for_xml(f"{finding.rule} {_where(finding.place, presentation)}")
    return SubElement(suite, "testcase", classname=f"flaskcheck.{finding.family}", name=name)


def _details(finding: Finding, presentation: Presentation) -> str:
    related = (f"{_where(r.place, presentation)}: {r.message}" for r in finding.related)
    head = f"{_where(finding.place, presentation)}: {finding.severity}: {finding.message}"
    return "\n".join(part for part in (head, finding.help, *related) if part)


def _where(place: Place, presentation: Presentation) -> str:
    numbers = [str(number) for number in (place.line, place.column) if number]
    return ":".join([shown(presentation.path(place.path)) or ".", *numbers])


def _about_the_run(suite: Element, report: Report) -> None:
    """Crashes, a repository in which there is nothing to check (some services refuse a report without any test), notes."""
    for crash in report.crashes:
        case = SubElement(suite, "testcase", classname="flaskcheck", name=for_xml(crash.rule))
        SubElement(case, "error", type="crash", message=for_xml(crash.error)).text = for_xml(crash.traceback)
    if not (report.has_application or report.crashes):
        case = SubElement(suite, "testcase", classname="flaskcheck", name="application")
        SubElement(case, "skipped", message=for_xml(report.nothing_found))
    if report.notes:
        SubElement(suite, "system-out").text = for_xml("\n".join(report.notes))


def _document(suite: Element) -> str:
    counts = {
        "tests": str(len(suite.findall("testcase"))),
        "failures": str(len(suite.findall("testcase/failure"))),
        "errors": str(len(suite.findall("testcase/error"))),
    }
    whole = Element("testsuites", counts, name="flaskcheck")
    suite.attrib.update(counts, skipped=str(len(suite.findall("testcase/skipped"))))
    whole.append(suite)
    indent(whole)
    text = SERVICE.sub(r"\1&#91;", COMMAND.sub(r"\g<before>&#58;", tostring(whole, encoding="unicode")))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'
