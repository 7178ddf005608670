"""``/quan-tri/nhat-ky``: who signed in, who decided and changed what; to be looked through, filtered and searched."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import render_template, request
from flask.typing import ResponseReturnValue

from jobs.audit_trail import GROUPS, WORDS, AuditTrail
from web.admin.login import require_admin
from web.state import current_state
from web.view.paging import read_list_page

blueprint = APIBlueprint("admin_audit", __name__, url_prefix="/quan-tri/nhat-ky", enable_openapi=False)


@blueprint.get("/")
@require_admin
def page() -> ResponseReturnValue:
    """Show a page of the log; ``loai`` chooses a group of GROUPS, ``q`` what an entry holds."""
    state = current_state()
    trail = AuditTrail(state.site.engine, state.archive.engine)
    wanted = " ".join(request.args.get("q", "").split())[:100]
    group = request.args.get("loai", "")
    shown = read_list_page(trail.count(wanted, group))
    return render_template(
        "admin/audit.html",
        entries=trail.list(shown.size, offset=shown.offset, wanted=wanted, group=group),
        words=WORDS,
        groups={key: title for key, (title, _) in GROUPS.items()},
        group=group,
        wanted=wanted,
        shown=shown,
    )
