"""The catalogue: what people read when something is wrong, one sentence a code; ``room.what_is_wrong`` names it, braces take its data.

Admins read Vietnamese on the site, operators English on the command line. Every sentence says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_REBUILD = ": write the index afresh; run `run.py index --rebuild`"
_PORTAL = ": nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
_KEPT = "những gì đã xác nhận được giữ nguyên"

SENTENCES: Mapping[str, str] = {
    # archive
    "archive.article_unknown": "there is no article {article}: its number stands in its address (/bai/NUMBER)",
    "archive.attachments_not_listed": '"attachments" is not a list of {{"url", "title"}}',
    "archive.blocks_not_listed": '"blocks" is not a list of {{"kind", "text"}}',
    "archive.date_unreadable": '"published" is no date: {text!r} (write 2023-05-24 or 24/5/2023)',
    "archive.decision_unknown": "there is no decision {number} in force",
    "archive.event_unknown": "no article reports an event {number}",
    "archive.decision_incomplete": "an abbreviation, a long form and a weight above 0 and at most 10 are needed",
    "archive.file_unreadable": "{file} cannot be read ({why}): check the name",
    "archive.format_unknown": "unknown format {format}: choose jsonl or csv",
    "archive.half_character": "holds half a character (a lone surrogate)",
    "archive.kind_unknown": '"kind" is not one of {kinds}',
    "archive.line_empty": "has neither id, url, title nor body",
    "archive.line_no_json": "not valid JSON in UTF-8 ({why})",
    "archive.line_no_object": "not a JSON object: one {{…}} a line is needed",
    "archive.line_too_deep": "not valid JSON in UTF-8 (nested too deep)",
    "archive.name_not_hidden": "{name!r} is not hidden: the list shows the hidden names",
    "archive.name_too_short": "{name!r} is too short to hide: give the full name, of two syllables or more",
    "archive.line_too_long": "longer than {most} bytes: split it into one article a line, or leave it out",
    "archive.text_too_long": "an article longer than {most} characters: leave it out, or attach it as a file",
    "archive.no_text": '"{key}" is not text',
    "archive.reason_needed": "a reason is needed: it is kept in the audit trail",
    "archive.time_missing": "a time is missing in the archive: `run.py check` looks for damage",
    # cli
    "cli.account_taken": "{name!r} exists already: `run.py user passwd {name}` changes its password",
    "cli.account_unknown": "nobody is called {name!r}: `run.py user list` shows the accounts",
    "cli.archive_busy": "another process is writing to the archive: wait until it ends and run the command again",
    "cli.article_left_out": "{count} article left out (named above), {written} written",
    "cli.articles_left_out": "{count} articles left out (named above), {written} written",
    "cli.batch_writes_json": "--batch writes JSON: add --json",
    "cli.data_unwritable": "the data folder cannot be written: check its permissions or choose another with --data",
    "cli.database_answered": "the database answered: {why}; `run.py check` looks for damage",
    "cli.disk_broken": "the disk cannot be read or written there: look into the system's log for the disk's own errors, copy the data folder "
    "to another disk, and bring back a backup where `run.py check` finds damage",
    "cli.disk_full": "the disk is full: free some space and run the command again; nothing that was confirmed is lost",
    "cli.export_goes_alone": "--export-whoosh goes alone: the other options publish an index, it reads the published one",
    "cli.folder_not_file": "that is a folder, a file is needed",
    "cli.folder_readonly": "the folder is read-only: choose another with --data",
    "cli.job_unknown": "there is no job {job}: `run.py jobs list` shows them",
    "cli.lines_refused": "{count} lines were not imported (named above): mend them and import the file again",
    "cli.lines_unreadable": "{count} lines could not be read; the others are above",
    "cli.no_such_file": "no such file or folder: check the path",
    "cli.nothing_fetched": "không tải được gì (nguyên nhân ở các dòng trên): kiểm tra địa chỉ và kết nối mạng",
    "cli.password_common": "the password is made of what everybody tries first: join a few words that have nothing to do with each other",
    "cli.password_long": "the password is too long: use at most {most} characters",
    "cli.password_personal": "the password is made of the account's or the site's name: choose other words",
    "cli.password_short": "the password is too short: use at least {least} characters",
    "cli.permission_denied": "permission denied: use a folder and files you may write, or choose another data folder with --data",
    "cli.port_in_use": "the port is in use: stop the other server or choose another with --port (`demo`: --sample-port)",
    "cli.problems_found": "{count} problem(s) found in {data}",
    "cli.query_or_batch": "give a QUERY or --batch FILE, one of the two",
    "cli.rule_unknown": "there is no decision {number}: `run.py rule list` shows them",
    "cli.sources_or_all": "nêu tên nguồn hoặc địa chỉ, hoặc dùng --all: một trong hai",
    "cli.token_unknown": "there is no token {name!r}: `run.py token list` shows them",
    # cli: how an article is published for which a step failed
    "cli.without_definitions": "without the abbreviations they define",
    "cli.without_event": "without their main event",
    "cli.without_facts": "without facts",
    "cli.without_file": "with an attached file that could not be read",
    "cli.without_marks": "without the days and documents they name",
    "cli.without_part": "with a part of their page that could not be read",
    "cli.without_row": "without days and byline in the index",
    "cli.without_storage": "on a damaged page of the archive, so that they cannot be read",
    "cli.without_signature": "not compared with other portals",
    "cli.without_terms": "with text that cannot be searched",
    "cli.without_words": "without words of several syllables",
    # columnar: the engine's own words know nothing of commands
    "columnar.busy": "another process is indexing this folder: wait until it ends, then try again",
    "columnar.file_damaged": "{file} is damaged ({why})" + _REBUILD,
    "columnar.file_unreadable": "{file} cannot be read ({why})" + _REBUILD,
    "columnar.manifest_unusable": "the manifest of {folder} cannot be used ({why})" + _REBUILD,
    "columnar.none_sound": "no generation of the index is sound; {problem}" + _REBUILD,
    "columnar.nothing_published": "nothing is published in {folder} yet: write an index first; run `run.py index`",
    "columnar.numbers_damaged": "a number in the index stands beyond its bounds" + _REBUILD,
    "columnar.part_missing": "{folder} lacks {part}" + _REBUILD,
    "columnar.read_only": "this index is read-only for Whoosh: export it to change it there",
    "columnar.schema_unreadable": "{file} has no schema that can be read ({why})" + _REBUILD,
    "columnar.target_not_empty": "{folder} is not empty: give a new folder",
    "columnar.target_unusable": "{folder} cannot be used ({why}): give a new folder",
    "columnar.unpublished": "publish what was added before segments are merged",
    # crawler: addresses that are not visited
    "crawler.address_malformed": "{url}: không phải là địa chỉ đúng",
    "crawler.address_not_public": "{host}: có địa chỉ mạng {address} không công khai; chỉ thu thập máy chủ công khai trên Internet",
    "crawler.address_refused": "{url}: không phải là địa chỉ đúng ({why})",
    "crawler.address_with_user": "{url}: không thu thập địa chỉ có tên người dùng hay dấu gạch chéo ngược",
    "crawler.fruitless_addresses": "{url}: các địa chỉ cùng dạng không dẫn đến bài mới",
    "crawler.local_socket": "{path}: không thu thập qua socket nội bộ",
    "crawler.port_undeclared": "{url}: nguồn này không khai báo cổng kết nối {port}; thêm vào `ports` nếu đúng là cần",
    "crawler.scheme_unknown": "{url}: chỉ thu thập địa chỉ http và https",
    # crawler: what robots.txt means
    "crawler.robots_absent": "không có robots.txt ({status})",
    "crawler.robots_disallow": "robots.txt của cổng thông tin không cho phép",
    "crawler.robots_endless": "robots.txt chuyển hướng quá nhiều lần",
    "crawler.robots_forbid": "{url}: không tải, {why}",
    "crawler.robots_read": "đã đọc",
    "crawler.robots_refused": "robots.txt của máy chủ trả lời mã {status} nên chưa được phép tải gì; sẽ hỏi lại sau một giờ",
    "crawler.robots_unread": "chưa đọc được robots.txt",
    # crawler: answers that cannot be used
    "crawler.answer_cut": "{url}: bị cắt giữa chừng; sẽ thử lại sau",
    "crawler.answer_damaged": "{url}: dữ liệu nén bị hỏng ({why}); sẽ thử lại sau",
    "crawler.answer_too_large": "{url}: lớn hơn {most} byte; nâng TIMTIN_MAX_BYTES nếu cần tải",
    "crawler.encoding_unasked": "{url}: gửi về dạng nén {encoding!r} mà không ai yêu cầu",
    "crawler.fetch_failed": "{url}: {why}",
    "crawler.fetch_too_slow": "{url}: tải quá {seconds:g} giây chưa xong; cổng thông tin quá chậm, sẽ thử lại sau",
    "crawler.host_paused": "{host} yêu cầu tạm ngừng đến {until:%H:%M %d/%m/%Y}",
    "crawler.record_too_large": "{url}: lớn hơn {most} byte",
    "crawler.redirect_malformed": "{url}: chuyển hướng đến {location!r}, không phải là địa chỉ",
    "crawler.redirects_endless": "{url}: chuyển hướng hơn {most} lần liền; địa chỉ này hỏng ở phía cổng thông tin",
    "crawler.status_unexpected": "{url}: cổng thông tin trả lời mã {status}; xem lại địa chỉ",
    # crawler: what went wrong on the way to a host
    "crawler.certificate_expired": "chứng chỉ của {host} đã hết hạn" + _PORTAL,
    "crawler.certificate_incomplete": "chứng chỉ của {host} thiếu chứng chỉ trung gian" + _PORTAL,
    "crawler.certificate_invalid": "chứng chỉ của {host} không hợp lệ ({why})" + _PORTAL,
    "crawler.certificate_of_other": "chứng chỉ của {host} được cấp cho tên miền khác" + _PORTAL,
    "crawler.certificate_self_signed": "chứng chỉ của {host} do máy chủ tự ký" + _PORTAL,
    "crawler.connection_broken": "{host} ngắt kết nối giữa chừng: sẽ thử lại; nếu còn lặp lại, hỏi người quản trị cổng thông tin ấy",
    "crawler.connection_failed": "không kết nối được với {host} ({why})",
    "crawler.connection_refused": "{host} từ chối kết nối: máy chủ đang tắt hoặc sai số cổng; xem lại địa chỉ hoặc đợi lần thu thập sau",
    "crawler.connection_timeout": "{host} không nhận kết nối trong thời hạn: máy chủ đang tắt, hoặc tường lửa chặn máy chạy Tìm Tin",
    "crawler.dns_failed": "không hỏi được địa chỉ của {host}: kiểm tra mạng và DNS của máy chạy Tìm Tin",
    "crawler.host_unknown": "không có tên miền {host}: xem lại chính tả của địa chỉ, hoặc tìm địa chỉ mới của cổng thông tin",
    "crawler.host_unreachable": "không có đường mạng tới {host}: kiểm tra kết nối mạng của máy chạy Tìm Tin",
    "crawler.no_https": "{host} không nói https ở địa chỉ này: thử địa chỉ bắt đầu bằng http://",
    "crawler.protocol_broken": "{host} ngắt kết nối hoặc trả lời không đúng giao thức HTTP: xem lại địa chỉ, sẽ thử lại sau",
    "crawler.read_timeout": "{host} không trả lời trong thời hạn: cổng thông tin đang quá tải, sẽ thử lại sau",
    "crawler.tls_failed": "{host} không lập được kết nối https ({why})" + _PORTAL,
    "crawler.tls_too_old": "{host} không lập được kết nối https (giao thức quá cũ)" + _PORTAL,
    # crawler: what a status means
    "crawler.status_empty": "mã {status}, không có nội dung để đọc",
    "crawler.status_forbidden": "mã {status}, máy chủ không cho xem: xin phép người quản trị cổng thông tin nếu cần trang này",
    "crawler.status_server_error": "mã {status}, máy chủ của cổng thông tin bị lỗi: sẽ thử lại sau",
    "crawler.status_too_often": "mã 429, cổng thông tin đòi hỏi ít lượt hơn: tăng `delay` của nguồn; sẽ thử lại sau",
    # crawler: pages that are no articles
    "crawler.page_breaks_reader": "trang làm hỏng bộ đọc ({why})",
    "crawler.page_is_listing": "{page}: là danh sách, hoặc trang không có ngày đăng và tác giả, nên không phải bài viết",
    "crawler.page_not_parsed": "{page}: không đọc, {why}",
    "crawler.part_unread": "không đọc được phần {part} ({why})",
    "crawler.date_unread": "ngày không đọc được: “{text}”",
    "crawler.page_unread": "{page}: không đọc được phần {part} ({why}); trang gốc được giữ, đọc lại bằng `run.py reextract --failed` "
    "sau khi cập nhật Tìm Tin",
    "crawler.page_without_text": "{page}: không thấy phần nội dung của bài; nếu đây đúng là bài viết, khai báo bộ chọn `title` và `body` "
    "trong tệp của nguồn",
    "crawler.page_is_file": "{page}: là tệp {kind}, không phải trang web; tệp đính kèm được đọc cùng bài viết dẫn đến nó",
    "crawler.page_too_large": "{page}: lớn hơn {most} byte; nâng TIMTIN_MAX_BYTES nếu trang thật sự lớn như vậy",
    "crawler.selector_unusable": "bộ chọn {part} = {selector!r} của nguồn {source} không dùng được ({why}): sửa trong tệp của nguồn",
    "crawler.selectors_unfit": "bộ chọn {parts} của nguồn {source} không hợp với trang này, bài được đọc theo quy tắc chung: xem lại tệp "
    "của nguồn",
    "crawler.too_deep": "trang có hơn {most} thẻ lồng nhau",
    "crawler.too_many_attributes": "trang có thẻ mang hơn {most} thuộc tính",
    "crawler.too_many_tags": "trang có hơn {most} thẻ",
    "crawler.unnamed_page": "trang",
    # crawler: sources and crawls
    "crawler.already_running": "{source} đang được một tiến trình khác thu thập: đợi đến khi xong",
    "crawler.report_unwritable": "không ghi được {file} ({why}): chọn chỗ khác cho báo cáo",
    "crawler.selector_malformed": "{file}: {part} = {selector!r} không phải là bộ chọn CSS; sửa tệp",
    "crawler.source_address_wrong": "{url!r} không phải là địa chỉ của cổng thông tin: viết như https://example.org/",
    "crawler.source_key_wrong": "{file}: {key} không phải là mục của nguồn, hoặc giá trị không đúng kiểu; sửa tệp",
    "crawler.source_name_taken": "đã có nguồn tên {name!r}: chọn tên khác",
    "crawler.source_name_wrong": "{name!r} không thể là tên nguồn: dùng chữ thường không dấu, chữ số, - và _",
    "crawler.source_not_toml": "{file}: không phải tệp TOML đọc được ({why}); sửa hoặc xóa tệp",
    "crawler.source_or_address_unknown": "không có nguồn tên {name!r}: `run.py source list` liệt kê các nguồn, hoặc nêu địa chỉ cổng thông tin (https://…)",
    "crawler.source_unknown": "không có nguồn tên {name!r}: `run.py source list` liệt kê các nguồn",
    "crawler.stopped": "dừng theo yêu cầu",
    # database
    "database.answered": "{file}: {why}",
    "database.busy": "another process is writing to {file}: wait until it ends, then try again",
    "database.damaged": "{file} is damaged ({why}): bring back a backup with `run.py restore DIR`",
    "database.disk_full": "the disk of {folder} is full or broken ({why}): free some space and try again; what was confirmed is kept",
    "database.file_readonly": "{file} cannot be written: check the folder's permissions or choose another with --data",
    "database.file_unwritable": "{file} cannot be written ({why}): check the folder's permissions or choose another with --data",
    "database.folder_unmakeable": "the data folder {folder} cannot be made ({why}): choose another with --data",
    "database.migrations_fork": "the migrations in {folder} are no one line ({heads}): install the program again",
    "database.log_unreadable": "{file} has a log that cannot be read in a folder for reading alone: copy the whole folder, with the files "
    "ending in -wal and -shm, to where it may be written, and read it there",
    "database.no_copy_made": "{file} could not be copied before it is brought to this version ({why}): free some space, check the folder's "
    "permissions and try again; nothing was changed",
    "database.no_room_to_migrate": "{folder} has no room for a copy of {file}, which is made before it is brought to this version: free "
    "some space and try again; nothing was changed",
    "database.older": "{file} was made by an earlier version of Tìm Tin: `run.py migrate` brings it to this one, and keeps a copy of it",
    "database.missing": "there is no archive in {folder}: `run.py import` or `run.py crawl` makes one, --data chooses another folder",
    "database.other_version": "{file} was made by another version of Tìm Tin: export its articles there with `run.py export`, "
    "import them into a new folder here with `run.py import`",
    "database.secret_key_unwritable": "{file}: {why}: the secret key cannot be kept there; make the data folder writable or choose another with --data",
    # facts
    "facts.cancelled": "making facts was cancelled: finished articles are kept, run it again to go on",
    # indexer
    "indexer.cluster_answers_wrong": "OpenSearch at {hosts} answers with an error ({why}): look into its log",
    "indexer.cluster_busy": "another process is building the index {index}: wait until it ends (a dead one is forgotten after two minutes)",
    "indexer.cluster_client_missing": "TIMTIN_OPENSEARCH_HOSTS is set, but its client is not installed: install timtin[cluster]",
    "indexer.cluster_disk_full": "OpenSearch at {hosts} takes nothing more, its disk is nearly full: free some space there, then "
    "set index.blocks.read_only_allow_delete to null and run it again",
    "indexer.cluster_index_missing": "OpenSearch has no index {index} yet: `run.py index` makes one",
    "indexer.cluster_mapping_conflict": "the index in OpenSearch at {hosts} has other fields ({why}): run `run.py index --rebuild`",
    "indexer.cluster_overloaded": "OpenSearch at {hosts} is overloaded ({why}): wait a little, then run it again",
    "indexer.cluster_red": "OpenSearch at {hosts} lacks parts of its data (state red): start the missing nodes, then run it again",
    "indexer.cluster_refuses": "OpenSearch at {hosts} refuses this user: check TIMTIN_OPENSEARCH_USER and TIMTIN_OPENSEARCH_PASSWORD, "
    "or TIMTIN_OPENSEARCH_API_KEY",
    "indexer.cluster_refuses_articles": "OpenSearch refuses {count} articles ({why}): what was published before stays",
    "indexer.cluster_silent": "OpenSearch at {hosts} does not answer ({why}): start it, or check TIMTIN_OPENSEARCH_HOSTS",
    "indexer.cluster_too_old": "OpenSearch {version} is too old: version 2 or newer is needed",
    "indexer.cancelled": "indexing was cancelled: the index published before stays, and finished analyses are kept",
    # jobs
    "jobs.address_wrong": "địa chỉ thư sai",
    "jobs.backup_damaged": "{problem}: use another backup; nothing was changed",
    "jobs.articles_damaged": "{count} bài nằm trên trang bị hỏng của kho nên không đọc được (các dòng trên); mọi bài khác vẫn đọc được. "
    "Khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`, rồi kiểm tra đĩa của máy chủ",
    "jobs.data_damaged": "cơ sở dữ liệu bị hỏng ({problem}): khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`, rồi kiểm tra đĩa của máy chủ",
    "jobs.stopped": "dừng theo yêu cầu",
    "jobs.backup_folder_missing": "chưa có thư mục sao lưu: đặt TIMTIN_BACKUP_DIR (trên đĩa khác với kho bài) rồi chạy lại",
    "jobs.backup_missing": "there is no backup in {folder}: name the folder that `run.py backup` wrote",
    "jobs.cluster_client_missing": "thiếu thư viện của OpenSearch: cài phần cluster, hoặc bỏ biến TIMTIN_OPENSEARCH_HOSTS",
    "jobs.cluster_disk_full": "đĩa của OpenSearch gần đầy nên không nhận thêm: dọn bớt rồi chạy lại",
    "jobs.cluster_overloaded": "OpenSearch đang quá tải: đợi ít phút rồi chạy lại",
    "jobs.cluster_red": "OpenSearch thiếu một phần dữ liệu: khởi động các máy còn thiếu rồi chạy lại",
    "jobs.cluster_refuses": "OpenSearch không nhận tài khoản này: kiểm tra các biến TIMTIN_OPENSEARCH_…",
    "jobs.cluster_refuses_articles": "OpenSearch không nhận một số bài: xem nhật ký của nó; chỉ mục trước vẫn dùng được",
    "jobs.cluster_silent": "OpenSearch không trả lời: kiểm tra các máy và biến TIMTIN_OPENSEARCH_HOSTS rồi chạy lại",
    "jobs.cluster_too_old": "OpenSearch quá cũ: cần phiên bản 2 trở lên",
    "jobs.copy_damaged": "{file} or its copy is damaged ({why}): nothing in {folder} was replaced; `run.py check` finds damage, "
    "`run.py restore DIR` brings back a sound backup",
    "jobs.copy_disk_full": "{folder} cannot be written ({why}): free some space or check permissions",
    "jobs.copy_unwritable": "{folder} cannot be written ({why}): choose another folder",
    "jobs.kind_unknown": "không có loại công việc {kind!r}: cập nhật phiên bản rồi thử lại",
    "jobs.mail_hung_up": "ngắt kết nối {times} lần liền",
    "jobs.mail_security_wrong": "TIMTIN_SMTP_SECURITY={security!r}: chọn starttls, tls hoặc none",
    "jobs.mail_sender_wrong": "TIMTIN_MAIL_FROM chưa phải là địa chỉ thư: đặt địa chỉ người gửi rồi thử lại",
    "jobs.mail_server_refuses": "máy chủ thư {host}:{port} không nhận thư ({why}): kiểm tra các biến TIMTIN_SMTP_…",
    "jobs.mail_server_missing": "TIMTIN_NOTIFY_MAIL đã đặt nhưng chưa có máy chủ thư: đặt TIMTIN_SMTP_HOST rồi thử lại",
    "jobs.not_published": "chưa xuất bản chỉ mục mới: {count} câu hỏi kiểm tra có kết quả kém hơn (các dòng trên); chỉ mục cũ vẫn trả lời. "
    "Xem trang Câu hỏi kiểm tra để sửa hoặc để xuất bản dù vậy",
    "jobs.notice_refused": "máy chủ thư không nhận thư cho {address}: sửa TIMTIN_NOTIFY_MAIL",
    "jobs.nothing_fetched": "không tải được trang nào: lý do và cách xử lý ở các dòng trên",
    "jobs.nothing_to_back_up": "there is no archive in {folder}: --data chooses another folder",
    "jobs.nothing_to_crawl": "không còn nguồn nào để thu thập: bỏ tạm dừng một nguồn hoặc khai báo nguồn mới",
    "jobs.public_url_missing": "TIMTIN_PUBLIC_URL chưa đặt: đặt địa chỉ công khai của trang (https://…) để thư có liên kết",
    "jobs.restore_from_itself": "{folder} is the data folder itself: name the folder of the backup",
    "jobs.restore_while_served": "{folder} is being served: stop `run.py serve` and `run.py work` first; nothing was changed",
    "jobs.target_is_data": "{folder} is the data folder itself: choose another folder for the backup",
    "jobs.webhook_refuses": "{host} trả lời mã {status} cho thông báo: kiểm tra TIMTIN_NOTIFY_WEBHOOK",
    "jobs.webhook_unreachable": "không gửi được thông báo đến {host} ({why}): kiểm tra TIMTIN_NOTIFY_WEBHOOK",
    # jobs: what admins are told instead of what commands tell
    "jobs.archive_busy": "một tiến trình khác đang ghi vào kho bài: đợi đến khi xong rồi chạy lại",
    "jobs.archive_damaged": "kho bài bị hỏng: khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`",
    "jobs.archive_unwritable": "không ghi được kho bài, đĩa đầy hoặc không có quyền ghi: giải phóng chỗ, kiểm tra quyền rồi chạy lại; "
    + _KEPT,
    "jobs.disk_broken": "đĩa bị lỗi đọc ghi: kiểm tra đĩa của máy chủ; " + _KEPT,
    "jobs.disk_full": "đĩa đã đầy: giải phóng chỗ rồi chạy lại; " + _KEPT,
    "jobs.disk_quota_used": "hết hạn mức đĩa: giải phóng chỗ rồi chạy lại; " + _KEPT,
    "jobs.folder_readonly": "thư mục dữ liệu chỉ cho đọc: kiểm tra quyền ghi của máy chủ",
    "jobs.index_busy": "một tiến trình khác đang lập chỉ mục: đợi đến khi xong rồi chạy lại",
    "jobs.index_damaged": "chỉ mục bị hỏng: chạy `run.py index --rebuild` để dựng lại từ kho bài; kho bài không mất gì",
    "jobs.index_missing": "chưa có chỉ mục: chạy `run.py index`",
    "jobs.permission_denied": "thư mục dữ liệu không cho ghi: kiểm tra quyền của người dùng chạy Tìm Tin",
    # jobs: what an article lacks for which a step failed
    "jobs.without_definitions": "chưa đọc được chữ viết tắt trong bài",
    "jobs.without_event": "chưa nhận ra sự kiện chính",
    "jobs.without_facts": "chưa rút được dữ kiện",
    "jobs.without_part": "có phần của trang gốc chưa đọc được",
    "jobs.without_file": "có tệp đính kèm chưa đọc được",
    "jobs.without_marks": "chưa nhận ra ngày và số văn bản trong bài",
    "jobs.without_row": "chưa có ngày và tác giả trong chỉ mục",
    "jobs.without_storage": "nằm trên trang bị hỏng của kho nên không đọc được",
    "jobs.without_signature": "chưa so được với các cổng khác",
    "jobs.without_terms": "có phần chữ chưa tìm được",
    "jobs.without_words": "chưa tách được từ ghép",
    # search
    "search.judged_file_unreadable": "{file}: cannot be read ({why}): check the path",
    "search.judged_keys_missing": "{file}:{line}: each line needs the keys {keys}",
    "search.judged_line_no_json": "{file}:{line}: not JSON Lines in UTF-8 ({why}): correct the line",
    "search.query_lost": "“{query}” had article {article} at {before}, now nowhere, wanted among the first {top}",
    "search.query_lost_rank": "“{query}” had article {article} at {before}, now at {rank}, wanted among the first {top}",
    "search.regressed": "not published, the index before goes on answering: {count} kept queries are answered worse ({lost}): "
    "correct the cause, or publish with `run.py index --anyway`",
    # settings
    "settings.not_a_number": "{variable}={text!r} is not a number: set it to one, such as {example}",
    "settings.not_a_network": "{variable}: {text!r} is no address or network: write it like 127.0.0.1 or 10.0.0.0/8, with commas between several",
    "settings.not_an_address": "{variable}={text!r} is no address: write it like https://timtin.example.org",
    "settings.wrong": "{problems}",
    # site_data
    "site_data.account_taken": "there is already an account {name}: choose another name",
    "site_data.kept_queries_full": "{most} queries are kept already: remove some",
    "site_data.kept_query_incomplete": "a kept query needs words, an article and a place from 1 to {most}: correct them",
    "site_data.last_admin": "{name} is the last admin: give somebody else the role first (`run.py user role NAME admin`)",
    "site_data.pins_full": "{most} articles are pinned for this query already: remove one first",
    "site_data.query_kept_already": "this query is kept for this article already: remove it first to change its place",
    "site_data.rule_incomplete": "a decision needs a query, and an article's number or another query that is meant: correct them",
    "site_data.rules_full": "{most} decisions are stored already: remove some",
    "site_data.token_taken": "there is already a token {name}: `run.py token revoke {name}` ends it",
    # web
    "web.address_refused": "cannot listen on {host}: {why}; choose another address with --host",
    "web.port_in_use": "port {port} is in use: stop the other server or choose another with {option}",
    "web.port_needs_rights": "port {port} needs more rights: choose one above 1023 with {option}",
    # workers
    "workers.lost": "processes that share the work end whatever they are given: the machine is probably short of memory; "
    "free some and run it again, finished articles are kept",
}


def sentence(code: str, /, **data: object) -> str:
    """Return the sentence of a code with its data put in; code and data themselves, in one line, when there is none."""
    try:
        return SENTENCES[code].format(**data)
    except (KeyError, IndexError, ValueError, TypeError):
        # Nobody who waits for an answer is to be told of this fault as well: tests find it.
        return " ".join([code, *(f"{name}={value}" for name, value in data.items())])


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A code with its data, as a part of an error's data: what was wrong inside of what was wrong. ``str`` is its sentence."""

    code: str
    data: Mapping[str, object]

    def __init__(self, code: str, /, **data: object) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "data", data)

    def __str__(self) -> str:
        return sentence(self.code, **self.data)
