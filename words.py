"""The catalogue: what people read when something is wrong, one sentence a code; ``room.what_is_wrong`` names it, braces take its data.

They are told in the present language, as all texts are. Every sentence says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from translations import N_, lookup, write_number

SENTENCES: Mapping[str, str] = {
    # archive
    "archive.article_unknown": N_("không có bài {article}: số của bài nằm trong địa chỉ của nó (/bai/SỐ)"),
    "archive.article_hidden_already": N_("bài {article} đã ẩn từ trước"),
    "archive.article_not_hidden": N_("bài {article} không bị ẩn"),
    "archive.attachments_not_listed": N_('"attachments" không phải là danh sách gồm {{"url", "title"}}'),
    "archive.blocks_not_listed": N_('"blocks" không phải là danh sách gồm {{"kind", "text"}}'),
    "archive.date_unreadable": N_('"published" không phải là ngày: {text!r} (viết như 2023-05-24 hoặc 24/5/2023)'),
    "archive.decision_holds": N_("{short} = {long}: đã như vậy từ trước, không có gì đổi"),
    "archive.decision_meaningless": N_(
        "{short!r} và {long!r} không thành một cặp: hai dạng phải khác nhau, dạng đầy đủ cần có chữ cái"
    ),
    "archive.decision_unknown": N_("không có quyết định {number} nào đang có hiệu lực"),
    "archive.event_unknown": N_("không bài nào đưa tin về sự kiện {number}"),
    "archive.event_unchanged": N_("không có mục nào của sự kiện {number} khác trước"),
    "archive.event_linked_to_itself": N_("sự kiện {number} không nối được với chính nó: cần số của một sự kiện khác"),
    "archive.events_linked_already": N_("sự kiện {number} và {other} đã được nối từ trước"),
    "archive.event_with_itself": N_("sự kiện {number} không gộp được vào chính nó: cần số của một sự kiện khác"),
    "archive.report_alone": N_("bài {number} không đưa tin về sự kiện nào cùng với bài khác"),
    "archive.day_unknown": N_("ngày của sự kiện {number} phải là một ngày có thật, như 19/12/2023"),
    "archive.fact_unknown": N_("bài {number} không nêu dữ kiện ấy"),
    "archive.decision_incomplete": N_("cần chữ viết tắt, dạng đầy đủ và trọng số trên 0, nhiều nhất là 10"),
    "archive.file_unreadable": N_("không đọc được {file} ({why}): kiểm tra lại tên"),
    "archive.format_unknown": N_("không có định dạng {format}: chọn jsonl hoặc csv"),
    "archive.half_character": N_("có nửa ký tự (surrogate lẻ)"),
    "archive.held_unknown": N_("không có ai tên {name} đang chờ quyết định"),
    "archive.kind_unknown": N_('"kind" không phải là một trong {kinds}'),
    "archive.line_empty": N_("không có id, url, title hay body"),
    "archive.line_no_json": N_("không phải JSON đúng ở UTF-8 ({why})"),
    "archive.line_no_object": N_("không phải là đối tượng JSON: mỗi dòng cần một {{…}}"),
    "archive.line_too_deep": N_("không phải JSON đúng ở UTF-8 (lồng nhau quá sâu)"),
    "archive.name_hidden_already": N_("{name!r} đã ẩn từ trước"),
    "archive.name_not_hidden": N_("{name!r} không bị ẩn: danh sách cho biết các tên đang ẩn"),
    "archive.name_too_short": N_("{name!r} quá ngắn để ẩn: nêu tên đầy đủ, từ hai âm tiết trở lên"),
    "archive.line_too_long": N_("dài hơn {most} byte: tách thành mỗi dòng một bài, hoặc bỏ ra"),
    "archive.report_unknown": N_("không có báo lỗi {number} nào chưa xem"),
    "archive.row_damaged": N_(
        "dòng ghi bài này nằm trên trang bị hỏng của kho: khôi phục một bản sao lưu bằng `run.py restore DIR`"
    ),
    "archive.text_too_long": N_("bài dài hơn {most} ký tự: bỏ ra, hoặc đính kèm thành tệp"),
    "archive.no_text": N_('"{key}" không phải là văn bản'),
    "archive.reason_needed": N_("cần nêu lý do: lý do được giữ trong nhật ký"),
    "archive.time_missing": N_("kho thiếu một mốc thời gian: `run.py check` tìm hư hỏng"),
    # cli
    "cli.account_name": N_("tên đăng nhập gồm chữ, số và các dấu . _ - @, nhiều nhất {most} ký tự"),
    "cli.account_taken": N_("đã có tài khoản {name!r}: `run.py user passwd {name}` đổi mật khẩu của nó"),
    "cli.account_unknown": N_("không có tài khoản nào tên {name!r}: `run.py user list` liệt kê các tài khoản"),
    "cli.archive_busy": N_("một tiến trình khác đang ghi vào kho: đợi đến khi xong rồi chạy lại lệnh"),
    "cli.articles_not_indexed": N_(
        "{count} bài nằm trên trang bị hỏng của kho (nêu ở trên); mọi bài khác đã được công bố, tìm được {found} bài: khôi phục một bản sao lưu bằng `run.py restore DIR`"
    ),
    "cli.articles_left_out": N_("đã bỏ qua {count} bài (nêu ở trên), đã ghi {written} bài"),
    "cli.batch_writes_json": N_("--batch ghi ra JSON: thêm --json"),
    "cli.data_unwritable": N_(
        "không ghi được vào thư mục dữ liệu: kiểm tra quyền của nó hoặc chọn thư mục khác bằng --data"
    ),
    "cli.database_answered": N_("cơ sở dữ liệu trả lời: {why}; `run.py check` tìm hư hỏng"),
    "cli.disk_broken": N_(
        "không đọc hoặc ghi được đĩa ở đó: xem lỗi của đĩa trong nhật ký hệ thống, sao thư mục dữ liệu sang đĩa khác, và khôi phục bản sao lưu ở chỗ `run.py check` thấy hư hỏng"
    ),
    "cli.disk_full": N_("đĩa đã đầy: giải phóng chỗ rồi chạy lại lệnh; những gì đã xác nhận không mất"),
    "cli.export_goes_alone": N_(
        "--export-whoosh dùng một mình: các tùy chọn khác công bố chỉ mục, nó đọc chỉ mục đã công bố"
    ),
    "cli.folder_not_file": N_("đó là thư mục, cần một tệp"),
    "cli.folder_readonly": N_("thư mục chỉ cho đọc: chọn thư mục khác bằng --data"),
    "cli.golden_unknown": N_("không có câu tìm mẫu {number}: `run.py golden list` liệt kê các câu"),
    "cli.held_several": N_("nhiều người tên {name} đang chờ, ở: {places}; nêu nơi bằng --place"),
    "cli.held_unknown": N_("không có ai tên {name} đang chờ quyết định: `run.py held list` liệt kê"),
    "cli.job_ended": N_("công việc {job} đã kết thúc: không còn gì để dừng"),
    "cli.job_open": N_("công việc {job} chưa kết thúc: đợi, hoặc dừng bằng `run.py jobs cancel {job}`"),
    "cli.job_unknown": N_("không có công việc {job}: `run.py jobs list` liệt kê các công việc"),
    "cli.lines_refused": N_("{count} dòng chưa được nhập (nêu ở trên): sửa rồi nhập lại tệp"),
    "cli.lines_unreadable": N_("{count} dòng không đọc được; các dòng khác ở trên"),
    "cli.no_such_file": N_("không có tệp hay thư mục ấy: kiểm tra lại đường dẫn"),
    "cli.name_missing": N_("tên trống: nêu tên của người hay chương trình sẽ dùng mã"),
    "cli.nothing_corrected": N_("nêu điều cần sửa: --title, --date, --place hoặc --host"),
    "cli.no_sessions": N_("{name} không có phiên nào đang mở"),
    "cli.nothing_fetched": N_("không tải được gì (nguyên nhân ở các dòng trên): kiểm tra địa chỉ và kết nối mạng"),
    "cli.nothing_set": N_("nêu điều cần đổi: --delay, --budget, --hours, --full-text hoặc --snippet-only"),
    "cli.nothing_to_retry": N_("{name} không có địa chỉ nào như vậy: `run.py source failed {name}` đếm chúng"),
    "cli.password_common": N_("mật khẩu ghép từ những thứ ai cũng thử trước: ghép vài từ không liên quan đến nhau"),
    "cli.password_long": N_("mật khẩu quá dài: dùng nhiều nhất {most} ký tự"),
    "cli.password_personal": N_("mật khẩu ghép từ tên tài khoản hoặc tên trang: chọn từ khác"),
    "cli.password_short": N_("mật khẩu quá ngắn: dùng ít nhất {least} ký tự"),
    "cli.permission_denied": N_(
        "không có quyền: dùng thư mục và tệp bạn được ghi, hoặc chọn thư mục dữ liệu khác bằng --data"
    ),
    "cli.port_in_use": N_(
        "cổng đang được dùng: tắt máy chủ kia hoặc chọn cổng khác bằng --port (`demo`: --sample-port)"
    ),
    "cli.number_unknown": N_("không có gì mang số {number}: kiểm tra lại số"),
    "cli.hours_empty": N_("không có lúc nào nằm giữa {start} giờ và {end} giờ: nêu hai giờ khác nhau, từ 0 đến 24"),
    "cli.problems_found": N_("tìm thấy {count} vấn đề trong {data}"),
    "cli.query_or_batch": N_("nêu QUERY hoặc --batch FILE, một trong hai"),
    "cli.reason_unknown": N_("{reason!r} không phải là lý do: chọn {reasons}"),
    "cli.retry_without_reason": N_("--retry cần --reason: tải lại các địa chỉ của một lý do"),
    "cli.role_same": N_("{name} đã có vai trò {role}"),
    "cli.rule_unknown": N_("không có quyết định {number}: `run.py rule list` liệt kê các quyết định"),
    "cli.sources_or_all": N_("nêu tên nguồn hoặc địa chỉ, hoặc dùng --all: một trong hai"),
    "cli.token_unknown": N_("không có mã truy cập {name!r}: `run.py token list` liệt kê các mã"),
    # cli: how an article is published for which a step failed
    "cli.without_definitions": N_("thiếu chữ viết tắt mà bài định nghĩa"),
    "cli.without_event": N_("thiếu sự kiện chính"),
    "cli.without_facts": N_("thiếu dữ kiện"),
    "cli.without_file": N_("có tệp đính kèm không đọc được"),
    "cli.without_marks": N_("thiếu ngày và số văn bản nêu trong bài"),
    "cli.without_part": N_("có phần của trang không đọc được"),
    "cli.without_row": N_("thiếu ngày và tác giả trong chỉ mục"),
    "cli.without_storage": N_("nằm trên trang bị hỏng của kho nên không đọc được"),
    "cli.without_signature": N_("chưa so với các cổng khác"),
    "cli.without_terms": N_("có phần chữ không tìm được"),
    "cli.without_words": N_("thiếu từ ghép"),
    # columnar: the engine's own words know nothing of commands
    "columnar.busy": N_("một tiến trình khác đang lập chỉ mục ở thư mục này: đợi đến khi xong rồi thử lại"),
    "columnar.file_damaged": N_("{file} bị hỏng ({why}): dựng lại chỉ mục bằng `run.py index --rebuild`"),
    "columnar.file_unreadable": N_("không đọc được {file} ({why}): dựng lại chỉ mục bằng `run.py index --rebuild`"),
    "columnar.manifest_unusable": N_(
        "bản kê của {folder} không dùng được ({why}): dựng lại chỉ mục bằng `run.py index --rebuild`"
    ),
    "columnar.none_sound": N_(
        "không đời chỉ mục nào còn lành; {problem}: dựng lại chỉ mục bằng `run.py index --rebuild`"
    ),
    "columnar.nothing_published": N_("chưa có chỉ mục nào trong {folder}: chạy `run.py index` trước"),
    "columnar.numbers_damaged": N_(
        "một con số trong chỉ mục vượt giới hạn: dựng lại chỉ mục bằng `run.py index --rebuild`"
    ),
    "columnar.part_missing": N_("{folder} thiếu {part}: dựng lại chỉ mục bằng `run.py index --rebuild`"),
    "columnar.read_only": N_("chỉ mục này chỉ cho Whoosh đọc: xuất ra để sửa ở đó"),
    "columnar.schema_unreadable": N_(
        "{file} không có lược đồ đọc được ({why}): dựng lại chỉ mục bằng `run.py index --rebuild`"
    ),
    "columnar.target_not_empty": N_("{folder} không trống: nêu một thư mục mới"),
    "columnar.target_unusable": N_("không dùng được {folder} ({why}): nêu một thư mục mới"),
    "columnar.unpublished": N_("hãy công bố những gì đã thêm trước khi gộp các phần"),
    # crawler: addresses that are not visited
    "crawler.address_malformed": N_("{url}: không phải là địa chỉ đúng"),
    "crawler.address_not_public": N_(
        "{host}: có địa chỉ mạng {address} không công khai; chỉ thu thập máy chủ công khai trên Internet"
    ),
    "crawler.address_with_user": N_("{url}: không thu thập địa chỉ có tên người dùng hay dấu gạch chéo ngược"),
    "crawler.fruitless_addresses": N_("{url}: các địa chỉ cùng dạng không dẫn đến bài mới"),
    "crawler.local_socket": N_("{path}: không thu thập qua socket nội bộ"),
    "crawler.port_undeclared": N_(
        "{url}: nguồn này không khai báo cổng kết nối {port}; thêm vào `ports` nếu đúng là cần"
    ),
    "crawler.scheme_unknown": N_("{url}: chỉ thu thập địa chỉ http và https"),
    # crawler: what robots.txt means
    "crawler.robots_absent": N_("không có robots.txt ({status})"),
    "crawler.robots_disallow": N_("robots.txt của cổng thông tin không cho phép"),
    "crawler.robots_endless": N_("robots.txt chuyển hướng quá nhiều lần"),
    "crawler.robots_forbid": N_("{url}: không tải, {why}"),
    "crawler.robots_read": N_("đã đọc"),
    "crawler.robots_refused": N_(
        "robots.txt của máy chủ trả lời mã {status} nên chưa được phép tải gì; sẽ hỏi lại sau một giờ"
    ),
    "crawler.robots_unread": N_("chưa đọc được robots.txt"),
    # crawler: answers that cannot be used
    "crawler.answer_cut": N_("{url}: bị cắt giữa chừng; sẽ thử lại sau"),
    "crawler.answer_unreadable": N_("{url}: không đọc được câu trả lời của máy chủ ({why}); sẽ thử lại sau"),
    "crawler.answer_damaged": N_("{url}: dữ liệu nén bị hỏng ({why}); sẽ thử lại sau"),
    "crawler.answer_too_large": N_("{url}: lớn hơn {most} byte; nâng TIMTIN_MAX_BYTES nếu cần tải"),
    "crawler.encoding_unasked": N_("{url}: gửi về dạng nén {encoding!r} mà không ai yêu cầu"),
    "crawler.fetch_failed": N_("{url}: {why}"),
    "crawler.fetch_too_slow": N_("{url}: tải quá {seconds:g} giây chưa xong; cổng thông tin quá chậm, sẽ thử lại sau"),
    "crawler.host_paused": N_("{host} yêu cầu tạm ngừng đến {until:%H:%M %d/%m/%Y}"),
    "crawler.record_too_large": N_("{url}: lớn hơn {most} byte"),
    "crawler.redirect_malformed": N_("{url}: chuyển hướng đến {location!r}, không phải là địa chỉ"),
    "crawler.redirects_endless": N_("{url}: chuyển hướng hơn {most} lần liền; địa chỉ này hỏng ở phía cổng thông tin"),
    "crawler.status_unexpected": N_("{url}: cổng thông tin trả lời mã {status}; xem lại địa chỉ"),
    # crawler: what went wrong on the way to a host
    "crawler.certificate_expired": N_(
        "chứng chỉ của {host} đã hết hạn: nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.certificate_incomplete": N_(
        "chứng chỉ của {host} thiếu chứng chỉ trung gian: nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.certificate_invalid": N_(
        "chứng chỉ của {host} không hợp lệ ({why}): nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.certificate_of_other": N_(
        "chứng chỉ của {host} được cấp cho tên miền khác: nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.certificate_self_signed": N_(
        "chứng chỉ của {host} do máy chủ tự ký: nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.connection_broken": N_(
        "{host} ngắt kết nối giữa chừng: sẽ thử lại; nếu còn lặp lại, hỏi người quản trị cổng thông tin ấy"
    ),
    "crawler.connection_failed": N_("không kết nối được với {host} ({why})"),
    "crawler.connection_refused": N_(
        "{host} từ chối kết nối: máy chủ đang tắt hoặc sai số cổng; xem lại địa chỉ hoặc đợi lần thu thập sau"
    ),
    "crawler.connection_timeout": N_(
        "{host} không nhận kết nối trong thời hạn: máy chủ đang tắt, hoặc tường lửa chặn máy chạy Tìm Tin"
    ),
    "crawler.dns_failed": N_("không hỏi được địa chỉ của {host}: kiểm tra mạng và DNS của máy chạy Tìm Tin"),
    "crawler.host_unknown": N_(
        "không có tên miền {host}: xem lại chính tả của địa chỉ, hoặc tìm địa chỉ mới của cổng thông tin"
    ),
    "crawler.host_unreachable": N_("không có đường mạng tới {host}: kiểm tra kết nối mạng của máy chạy Tìm Tin"),
    "crawler.no_https": N_("{host} không nói https ở địa chỉ này: thử địa chỉ bắt đầu bằng http://"),
    "crawler.protocol_broken": N_(
        "{host} ngắt kết nối hoặc trả lời không đúng giao thức HTTP: xem lại địa chỉ, sẽ thử lại sau"
    ),
    "crawler.read_timeout": N_("{host} không trả lời trong thời hạn: cổng thông tin đang quá tải, sẽ thử lại sau"),
    "crawler.tls_failed": N_(
        "{host} không lập được kết nối https ({why}): nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    "crawler.tls_too_old": N_(
        "{host} không lập được kết nối https (giao thức quá cũ): nhờ người quản trị cổng thông tin ấy sửa, hoặc khai báo địa chỉ http:// nếu có"
    ),
    # crawler: what a status means
    "crawler.status_empty": N_("mã {status}, không có nội dung để đọc"),
    "crawler.status_forbidden": N_(
        "mã {status}, máy chủ không cho xem: xin phép người quản trị cổng thông tin nếu cần trang này"
    ),
    "crawler.status_server_error": N_("mã {status}, máy chủ của cổng thông tin bị lỗi: sẽ thử lại sau"),
    "crawler.status_too_often": N_(
        "mã 429, cổng thông tin đòi hỏi ít lượt hơn: tăng `delay` của nguồn; sẽ thử lại sau"
    ),
    # crawler: pages that are no articles
    "crawler.page_breaks_reader": N_("trang làm hỏng bộ đọc ({why})"),
    "crawler.page_is_listing": N_(
        "{page}: là danh sách, hoặc trang không có ngày đăng và tác giả, nên không phải bài viết"
    ),
    "crawler.page_not_parsed": N_("{page}: không đọc, {why}"),
    "crawler.part_unread": N_("không đọc được phần {part} ({why})"),
    "crawler.date_unread": N_("ngày không đọc được: “{text}”"),
    "crawler.page_unread": N_(
        "{page}: không đọc được phần {part} ({why}); trang gốc được giữ, đọc lại bằng `run.py reextract --failed` sau khi cập nhật Tìm Tin"
    ),
    "crawler.page_without_text": N_(
        "{page}: không thấy phần nội dung của bài; nếu đây đúng là bài viết, khai báo bộ chọn `title` và `body` trong tệp của nguồn"
    ),
    "crawler.page_is_file": N_(
        "{page}: là tệp {kind}, không phải trang web; tệp đính kèm được đọc cùng bài viết dẫn đến nó"
    ),
    "crawler.page_too_large": N_("{page}: lớn hơn {most} byte; nâng TIMTIN_MAX_BYTES nếu trang thật sự lớn như vậy"),
    "crawler.selector_unusable": N_(
        "bộ chọn {part} = {selector!r} của nguồn {source} không dùng được ({why}): sửa trong tệp của nguồn"
    ),
    "crawler.selectors_unfit": N_(
        "bộ chọn {parts} của nguồn {source} không hợp với trang này, bài được đọc theo quy tắc chung: xem lại tệp của nguồn"
    ),
    "crawler.too_deep": N_("trang có hơn {most} thẻ lồng nhau"),
    "crawler.too_many_attributes": N_("trang có thẻ mang hơn {most} thuộc tính"),
    "crawler.too_many_tags": N_("trang có hơn {most} thẻ"),
    "crawler.unnamed_page": N_("trang"),
    # crawler: sources and crawls
    "crawler.already_running": N_("{source} đang được một tiến trình khác thu thập: đợi đến khi xong"),
    "crawler.selector_malformed": N_("{file}: {part} = {selector!r} không phải là bộ chọn CSS; sửa tệp"),
    "crawler.source_address_unseen": N_(
        "{url!r} có ký tự không nhìn thấy được (dấu xuống dòng, ký tự điều khiển): bỏ đi, hoặc gõ lại địa chỉ"
    ),
    "crawler.source_address_wrong": N_(
        "{url!r} không phải là địa chỉ của cổng thông tin: viết như https://example.org/"
    ),
    "crawler.source_key_wrong": N_("{file}: {key} không phải là mục của nguồn, hoặc giá trị không đúng kiểu; sửa tệp"),
    "crawler.source_name_taken": N_("đã có nguồn tên {name!r}: chọn tên khác"),
    "crawler.source_name_wrong": N_("{name!r} không thể là tên nguồn: dùng chữ thường không dấu, chữ số, - và _"),
    "crawler.source_not_toml": N_("{file}: không phải tệp TOML đọc được ({why}); sửa hoặc xóa tệp"),
    "crawler.source_not_paused": N_("nguồn {name} không tạm dừng"),
    "crawler.source_paused_already": N_("nguồn {name} đã tạm dừng từ trước"),
    "crawler.source_or_address_unknown": N_(
        "không có nguồn tên {name!r}: `run.py source list` liệt kê các nguồn, hoặc nêu địa chỉ cổng thông tin (https://…)"
    ),
    "crawler.source_unknown": N_("không có nguồn tên {name!r}: `run.py source list` liệt kê các nguồn"),
    "crawler.stopped": N_("dừng theo yêu cầu"),
    # database
    "database.driver_missing": N_("thiếu gói để nói chuyện với PostgreSQL: cài `pip install 'timtin[cluster]'`"),
    "database.missing_on_server": N_(
        "chưa có kho bài trên máy chủ cơ sở dữ liệu: `run.py import`, `run.py crawl` hoặc `run.py migrate-archive` tạo kho"
    ),
    "database.row_differs": N_(
        "dòng {key} của bảng {table} không giống nhau ở hai nơi: chạy lại lệnh; còn như vậy thì nơi nhận bị hỏng hoặc có người đang ghi vào"
    ),
    "database.server_busy": N_("máy chủ cơ sở dữ liệu đang bận, hãy thử lại ({why})"),
    "database.server_damaged": N_(
        "máy chủ cơ sở dữ liệu gặp dữ liệu hỏng ({why}): khôi phục một bản sao lưu của máy chủ"
    ),
    "database.server_full": N_(
        "đĩa của máy chủ cơ sở dữ liệu đầy hoặc hỏng ({why}): giải phóng chỗ rồi thử lại; những gì đã xác nhận được giữ"
    ),
    "database.server_readonly": N_(
        "máy chủ cơ sở dữ liệu không cho ghi ({why}): kiểm tra quyền của người dùng, và TIMTIN_DATABASE có trỏ tới máy chủ chính không"
    ),
    "database.unreachable": N_(
        "máy chủ cơ sở dữ liệu không trả lời ({why}): khởi động máy chủ hoặc sửa TIMTIN_DATABASE; mạng thông trở lại thì hệ thống tự tiếp tục"
    ),
    "database.url_malformed": N_(
        "TIMTIN_DATABASE không phải là địa chỉ cơ sở dữ liệu: viết như postgresql://timtin@db.example.org/timtin"
    ),
    "database.answered": N_("{file}: {why}"),
    "database.busy": N_("một tiến trình khác đang ghi vào {file}: đợi đến khi xong rồi thử lại"),
    "database.damaged": N_("{file} bị hỏng ({why}): khôi phục một bản sao lưu bằng `run.py restore DIR`"),
    "database.disk_full": N_(
        "đĩa của {folder} đầy hoặc hỏng ({why}): giải phóng chỗ rồi thử lại; những gì đã xác nhận được giữ"
    ),
    "database.folder_taken": N_(
        "{folder} đang được khôi phục, hoặc được đọc khi đĩa đã đầy: đợi đến khi xong rồi chạy lại"
    ),
    "database.folder_written": N_(
        "có lệnh hoặc công việc đang ghi vào {folder}: đợi đến khi xong rồi chạy lại; chưa có gì thay đổi"
    ),
    "database.no_space": N_(
        "đĩa của {folder} đã đầy: giải phóng chỗ rồi thử lại; những gì đã xác nhận được giữ, `run.py search` và `run.py export` vẫn đọc được"
    ),
    "database.file_readonly": N_(
        "không ghi được {file}: kiểm tra quyền của thư mục hoặc chọn thư mục khác bằng --data"
    ),
    "database.file_unwritable": N_(
        "không ghi được {file} ({why}): kiểm tra quyền của thư mục hoặc chọn thư mục khác bằng --data"
    ),
    "database.folder_unmakeable": N_("không tạo được thư mục dữ liệu {folder} ({why}): chọn thư mục khác bằng --data"),
    "database.migrations_fork": N_(
        "các bước chuyển đổi trong {folder} không nối thành một hàng ({heads}): cài lại chương trình"
    ),
    "database.log_unreadable": N_(
        "{file} có nhật ký không đọc được trong thư mục chỉ cho đọc: sao cả thư mục, cùng các tệp kết thúc bằng -wal và -shm, sang chỗ ghi được rồi đọc ở đó"
    ),
    "database.no_copy_made": N_(
        "không sao được {file} trước khi đưa lên phiên bản này ({why}): giải phóng chỗ, kiểm tra quyền của thư mục rồi thử lại; chưa có gì thay đổi"
    ),
    "database.no_room_to_migrate": N_(
        "{folder} không còn chỗ cho bản sao của {file}, cần có trước khi đưa lên phiên bản này: giải phóng chỗ rồi thử lại; chưa có gì thay đổi"
    ),
    "database.older": N_(
        "{file} do một phiên bản trước của Tìm Tin tạo: `run.py migrate` đưa lên phiên bản này và giữ một bản sao"
    ),
    "database.missing": N_(
        "chưa có kho bài trong {folder}: `run.py import` hoặc `run.py crawl` tạo kho, --data chọn thư mục khác"
    ),
    "database.output_exists": N_(
        "{file} đã có: nêu tên khác, hoặc thêm --overwrite để thay tệp ấy; chưa có gì thay đổi"
    ),
    "database.output_no_file": N_(
        "{file} là liên kết, thiết bị hoặc thư mục, không phải tệp thường: nêu tên một tệp; chưa có gì thay đổi"
    ),
    "database.output_unwritable": N_("không ghi được {file} ({why}): nêu một tệp ở chỗ khác"),
    "database.other_version": N_(
        "{file} do một phiên bản khác của Tìm Tin tạo: xuất bài ở đó bằng `run.py export`, rồi nhập vào một thư mục mới ở đây bằng `run.py import`"
    ),
    "database.secret_key_unwritable": N_(
        "{file}: {why}: không giữ được khóa bí mật ở đó; cho phép ghi vào thư mục dữ liệu hoặc chọn thư mục khác bằng --data"
    ),
    # facts
    "facts.cancelled": N_("việc rút dữ kiện đã bị hủy: những bài đã xong được giữ, chạy lại để làm tiếp"),
    # indexer
    "indexer.cluster_answers_wrong": N_("OpenSearch ở {hosts} trả lời lỗi ({why}): xem nhật ký của nó"),
    "indexer.cluster_busy": N_(
        "một tiến trình khác đang dựng chỉ mục {index}: đợi đến khi xong (tiến trình đã chết được bỏ qua sau hai phút)"
    ),
    "indexer.cluster_ca_unreadable": N_(
        "không đọc được chứng thư {file}: kiểm tra TIMTIN_OPENSEARCH_CA_FILE và quyền đọc tệp đó"
    ),
    "indexer.cluster_client_missing": N_(
        "TIMTIN_OPENSEARCH_HOSTS đã đặt nhưng chưa có thư viện của nó: cài timtin[cluster]"
    ),
    "indexer.cluster_disk_full": N_(
        "OpenSearch ở {hosts} không nhận thêm, đĩa của nó gần đầy: dọn bớt ở đó, đặt index.blocks.read_only_allow_delete thành null rồi chạy lại"
    ),
    "indexer.cluster_index_missing": N_("OpenSearch chưa có chỉ mục {index}: `run.py index` tạo chỉ mục"),
    "indexer.cluster_mapping_conflict": N_(
        "chỉ mục trong OpenSearch ở {hosts} có các trường khác ({why}): chạy `run.py index --rebuild`"
    ),
    "indexer.cluster_no_opensearch": N_(
        "máy chủ ở {hosts} không phải OpenSearch ({why}): kiểm tra TIMTIN_OPENSEARCH_HOSTS"
    ),
    "indexer.cluster_overloaded": N_("OpenSearch ở {hosts} đang quá tải ({why}): đợi một lát rồi chạy lại"),
    "indexer.cluster_red": N_(
        "OpenSearch ở {hosts} thiếu một phần dữ liệu (trạng thái red): khởi động các máy còn thiếu rồi chạy lại"
    ),
    "indexer.cluster_refuses": N_(
        "OpenSearch ở {hosts} không nhận tài khoản này: kiểm tra TIMTIN_OPENSEARCH_USER và TIMTIN_OPENSEARCH_PASSWORD, hoặc TIMTIN_OPENSEARCH_API_KEY"
    ),
    "indexer.cluster_refuses_articles": N_(
        "OpenSearch không nhận {count} bài ({why}): những gì công bố trước đó vẫn còn"
    ),
    "indexer.cluster_silent": N_(
        "OpenSearch ở {hosts} không trả lời ({why}): khởi động nó, hoặc kiểm tra TIMTIN_OPENSEARCH_HOSTS"
    ),
    "indexer.cluster_too_old": N_("OpenSearch {version} quá cũ: cần phiên bản 2 trở lên"),
    "indexer.cluster_untrusted": N_(
        "không tin được chứng thư của OpenSearch ở {hosts} ({why}): đặt TIMTIN_OPENSEARCH_CA_FILE là chứng thư đã ký nó, và dùng đúng tên máy"
    ),
    "indexer.cluster_yellow": N_(
        "OpenSearch ở {hosts} thiếu bản sao của một phần dữ liệu (trạng thái yellow): vẫn trả lời đủ, nhưng mất thêm một máy thì không; khởi động các máy còn thiếu"
    ),
    "indexer.cancelled": N_("việc lập chỉ mục đã bị hủy: chỉ mục trước vẫn dùng, những bài đã phân tích được giữ"),
    # jobs
    "jobs.address_wrong": N_("địa chỉ thư sai"),
    "jobs.backup_damaged": N_("{problem}: dùng bản sao lưu khác; chưa có gì thay đổi"),
    "jobs.articles_damaged": N_(
        "{count} bài nằm trên trang bị hỏng của kho nên không đọc được (các dòng trên); mọi bài khác vẫn đọc được. Khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`, rồi kiểm tra đĩa của máy chủ"
    ),
    "jobs.data_damaged": N_(
        "cơ sở dữ liệu bị hỏng ({problem}): khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`, rồi kiểm tra đĩa của máy chủ"
    ),
    "jobs.stopped": N_("dừng theo yêu cầu"),
    "jobs.backup_empty": N_("bản sao ở {folder} không có bài nào và không có backup.json để đối chiếu"),
    "jobs.backup_folder_missing": N_(
        "chưa có thư mục sao lưu: đặt TIMTIN_BACKUP_DIR (trên đĩa khác với kho bài) rồi chạy lại"
    ),
    "jobs.backup_missing": N_("không có bản sao lưu nào trong {folder}: nêu thư mục mà `run.py backup` đã ghi"),
    "jobs.cluster_client_missing": N_(
        "thiếu thư viện của OpenSearch: cài phần cluster, hoặc bỏ biến TIMTIN_OPENSEARCH_HOSTS"
    ),
    "jobs.cluster_disk_full": N_("đĩa của OpenSearch gần đầy nên không nhận thêm: dọn bớt rồi chạy lại"),
    "jobs.cluster_overloaded": N_("OpenSearch đang quá tải: đợi ít phút rồi chạy lại"),
    "jobs.cluster_red": N_("OpenSearch thiếu một phần dữ liệu: khởi động các máy còn thiếu rồi chạy lại"),
    "jobs.cluster_refuses": N_("OpenSearch không nhận tài khoản này: kiểm tra các biến TIMTIN_OPENSEARCH_…"),
    "jobs.cluster_refuses_articles": N_(
        "OpenSearch không nhận một số bài: xem nhật ký của nó; chỉ mục trước vẫn dùng được"
    ),
    "jobs.cluster_silent": N_(
        "OpenSearch không trả lời: kiểm tra các máy và biến TIMTIN_OPENSEARCH_HOSTS rồi chạy lại"
    ),
    "jobs.cluster_too_old": N_("OpenSearch quá cũ: cần phiên bản 2 trở lên"),
    "jobs.copy_damaged": N_(
        "{file} hoặc bản sao của nó bị hỏng ({why}): không có gì trong {folder} bị thay; `run.py check` tìm hư hỏng, `run.py restore DIR` khôi phục một bản lành"
    ),
    "jobs.copy_disk_full": N_("không ghi được vào {folder} ({why}): giải phóng chỗ hoặc kiểm tra quyền"),
    "jobs.copy_unwritable": N_("không ghi được vào {folder} ({why}): chọn thư mục khác"),
    "jobs.kind_unknown": N_("không có loại công việc {kind!r}: cập nhật phiên bản rồi thử lại"),
    "jobs.mail_hung_up": N_("ngắt kết nối {times} lần liền"),
    "jobs.mail_security_wrong": N_("TIMTIN_SMTP_SECURITY={security!r}: chọn starttls, tls hoặc none"),
    "jobs.mail_sender_wrong": N_("TIMTIN_MAIL_FROM chưa phải là địa chỉ thư: đặt địa chỉ người gửi rồi thử lại"),
    "jobs.mail_server_refuses": N_("máy chủ thư {host}:{port} không nhận thư ({why}): kiểm tra các biến TIMTIN_SMTP_…"),
    "jobs.mail_server_missing": N_(
        "TIMTIN_NOTIFY_MAIL đã đặt nhưng chưa có máy chủ thư: đặt TIMTIN_SMTP_HOST rồi thử lại"
    ),
    "jobs.not_published": N_(
        "chưa công bố chỉ mục mới: {count} câu tìm mẫu có kết quả kém hơn (các dòng trên); chỉ mục cũ vẫn trả lời. Xem trang Câu tìm mẫu để sửa, hoặc để vẫn công bố"
    ),
    "jobs.notice_refused": N_("máy chủ thư không nhận thư cho {address}: sửa TIMTIN_NOTIFY_MAIL"),
    "jobs.nothing_fetched": N_("không tải được trang nào: lý do và cách xử lý ở các dòng trên"),
    "jobs.no_archive": N_("{file} không phải là cơ sở dữ liệu trọn vẹn mà phiên bản này của Tìm Tin đọc được"),
    "jobs.nothing_to_back_up": N_("chưa có kho bài trong {folder}: --data chọn thư mục khác"),
    "jobs.nothing_to_crawl": N_("không còn nguồn nào để thu thập: bỏ tạm dừng một nguồn hoặc khai báo nguồn mới"),
    "jobs.public_url_missing": N_(
        "TIMTIN_PUBLIC_URL chưa đặt: đặt địa chỉ công khai của trang (https://…) để thư có liên kết"
    ),
    "jobs.restore_from_itself": N_("{folder} chính là thư mục dữ liệu: nêu thư mục của bản sao lưu"),
    "jobs.restore_to_server": N_(
        "bản sao lưu được khôi phục vào thư mục dữ liệu: chạy lệnh không đặt TIMTIN_DATABASE, rồi `run.py migrate-archive THƯ_MỤC postgresql://…` chuyển lên máy chủ; chưa có gì thay đổi"
    ),
    "jobs.restore_while_served": N_(
        "{folder} đang được phục vụ: tắt `run.py serve` và `run.py work` trước; chưa có gì thay đổi"
    ),
    "jobs.transfer_address_malformed": N_(
        "{place} không phải là địa chỉ cơ sở dữ liệu: viết như postgresql://timtin@db.example.org/timtin, hoặc nêu một thư mục dữ liệu"
    ),
    "jobs.transfer_source_missing": N_(
        "không có kho bài ở {place}: nêu thư mục dữ liệu hoặc địa chỉ PostgreSQL có kho bài"
    ),
    "jobs.transfer_target_holds": N_("{place} đã có dữ liệu: chọn nơi còn trống; chưa có gì thay đổi"),
    "jobs.transfer_to_itself": N_("nguồn và đích đều là {place}: nêu hai nơi khác nhau"),
    "jobs.target_is_data": N_("{folder} chính là thư mục dữ liệu: chọn thư mục khác cho bản sao lưu"),
    "jobs.webhook_refuses": N_("{host} trả lời mã {status} cho thông báo: kiểm tra TIMTIN_NOTIFY_WEBHOOK"),
    "jobs.webhook_unreachable": N_("không gửi được thông báo đến {host} ({why}): kiểm tra TIMTIN_NOTIFY_WEBHOOK"),
    # jobs: what admins are told instead of what commands tell
    "jobs.archive_busy": N_("một tiến trình khác đang ghi vào kho bài: đợi đến khi xong rồi chạy lại"),
    "jobs.archive_damaged": N_("kho bài bị hỏng: khôi phục bản sao lưu bằng `run.py restore THƯ_MỤC`"),
    "jobs.server_damaged": N_("máy chủ cơ sở dữ liệu gặp dữ liệu hỏng: khôi phục một bản sao lưu của máy chủ đó"),
    "jobs.server_full": N_("đĩa của máy chủ cơ sở dữ liệu đầy hoặc hỏng: giải phóng chỗ ở đó rồi chạy lại"),
    "jobs.server_readonly": N_(
        "máy chủ cơ sở dữ liệu không cho ghi: kiểm tra quyền của người dùng và địa chỉ trong TIMTIN_DATABASE"
    ),
    "jobs.archive_unwritable": N_(
        "không ghi được kho bài, đĩa đầy hoặc không có quyền ghi: giải phóng chỗ, kiểm tra quyền rồi chạy lại; những gì đã xác nhận được giữ nguyên"
    ),
    "jobs.disk_broken": N_("đĩa bị lỗi đọc ghi: kiểm tra đĩa của máy chủ; những gì đã xác nhận được giữ nguyên"),
    "jobs.disk_full": N_("đĩa đã đầy: giải phóng chỗ rồi chạy lại; những gì đã xác nhận được giữ nguyên"),
    "jobs.disk_quota_used": N_("hết hạn mức đĩa: giải phóng chỗ rồi chạy lại; những gì đã xác nhận được giữ nguyên"),
    "jobs.folder_readonly": N_("thư mục dữ liệu chỉ cho đọc: kiểm tra quyền ghi của máy chủ"),
    "jobs.index_busy": N_("một tiến trình khác đang lập chỉ mục: đợi đến khi xong rồi chạy lại"),
    "jobs.index_damaged": N_(
        "chỉ mục bị hỏng: chạy `run.py index --rebuild` để dựng lại từ kho bài; kho bài không mất gì"
    ),
    "jobs.index_missing": N_("chưa có chỉ mục: chạy `run.py index`"),
    "jobs.out_of_memory": N_(
        "máy hết bộ nhớ: giảm TIMTIN_PROCESSES hoặc thêm bộ nhớ rồi chạy lại; những gì đã xong được giữ lại"
    ),
    "jobs.permission_denied": N_("thư mục dữ liệu không cho ghi: kiểm tra quyền của người dùng chạy Tìm Tin"),
    # jobs: what an article lacks for which a step failed
    "jobs.without_definitions": N_("chưa đọc được chữ viết tắt trong bài"),
    "jobs.without_event": N_("chưa nhận ra sự kiện chính"),
    "jobs.without_facts": N_("chưa rút được dữ kiện"),
    "jobs.without_part": N_("có phần của trang gốc chưa đọc được"),
    "jobs.without_file": N_("có tệp đính kèm chưa đọc được"),
    "jobs.without_marks": N_("chưa nhận ra ngày và số văn bản trong bài"),
    "jobs.without_row": N_("chưa có ngày và tác giả trong chỉ mục"),
    "jobs.without_storage": N_("nằm trên trang bị hỏng của kho nên không đọc được"),
    "jobs.without_signature": N_("chưa so được với các cổng khác"),
    "jobs.without_terms": N_("có phần chữ chưa tìm được"),
    "jobs.without_words": N_("chưa tách được từ ghép"),
    # search
    "search.judged_file_unreadable": N_("{file}: không đọc được ({why}): kiểm tra lại đường dẫn"),
    "search.judged_keys_missing": N_("{file}:{line}: mỗi dòng cần các khóa {keys}"),
    "search.judged_line_no_json": N_("{file}:{line}: không phải JSON Lines ở UTF-8 ({why}): sửa dòng này"),
    "search.query_lost": N_(
        "“{query}” trước có bài {article} ở vị trí {before}, nay không thấy, cần trong {top} kết quả đầu"
    ),
    "search.query_lost_rank": N_(
        "“{query}” trước có bài {article} ở vị trí {before}, nay ở {rank}, cần trong {top} kết quả đầu"
    ),
    "search.regressed": N_(
        "chưa công bố, chỉ mục trước vẫn trả lời: {count} câu tìm mẫu có kết quả kém hơn ({lost}): sửa nguyên nhân, hoặc công bố bằng `run.py index --anyway`"
    ),
    # settings
    "settings.file_missing": N_("{variable}={text!r} không đọc được: nêu một tệp mà chương trình được đọc"),
    "settings.not_a_choice": N_("{variable}={text!r} không phải là một lựa chọn: chọn một trong {choices}"),
    "settings.not_a_contact": N_(
        "{variable}={text!r} không phải là cách liên hệ: viết địa chỉ thư như quantri@example.org, hoặc địa chỉ trang như https://timtin.example.org"
    ),
    "settings.not_a_host": N_(
        "{variable}={text!r} không phải là máy: viết tên hay địa chỉ, như smtp.example.org hoặc 127.0.0.1"
    ),
    "settings.not_a_language": N_("{variable}={text!r} không phải là ngôn ngữ của chương trình: chọn vi hoặc en"),
    "settings.not_a_mail": N_("{variable}={text!r} không phải là địa chỉ thư: viết như quantri@example.org"),
    "settings.not_a_number": N_(
        "{variable}={text!r} không dùng được: đặt thành số từ {lowest} đến {highest}, như {example}"
    ),
    "settings.not_a_whole_number": N_(
        "{variable}={text!r} không dùng được: đặt thành số nguyên từ {lowest} đến {highest}, như {example}"
    ),
    "settings.not_a_webhook": N_("{variable} không phải là địa chỉ: viết như https://chat.example.org/thong-bao"),
    "settings.not_hosts": N_(
        "{variable} không phải là danh sách máy: viết như https://a.example.org:9200, nhiều thì cách nhau bằng dấu phẩy"
    ),
    "settings.not_mails": N_(
        "{variable}={text!r} không phải là danh sách địa chỉ thư: viết như quantri@example.org, nhiều thì cách nhau bằng dấu phẩy"
    ),
    "settings.not_networks": N_(
        "{variable}={text!r} không phải là danh sách địa chỉ hay mạng: viết như 127.0.0.1 hoặc 10.0.0.0/8, nhiều thì cách nhau bằng dấu phẩy"
    ),
    "settings.not_one_line": N_("{variable}={text!r} có ký tự không in được: viết trên một dòng"),
    "settings.not_an_address": N_("{variable}={text!r} không phải là địa chỉ: viết như https://timtin.example.org"),
    "settings.color_faint": N_("{variable}={text!r} quá nhạt để đọc được trên nền trắng: chọn màu đậm hơn"),
    "settings.image_missing": N_("{variable}={text!r} không đọc được: nêu một tệp mà dịch vụ được đọc"),
    "settings.image_too_large": N_("{variable}={text!r} lớn hơn 200 KB: thu nhỏ hình"),
    "settings.image_unknown": N_(
        "{variable}={text!r} không phải là hình mà trang hiện được: dùng .svg, .png hoặc .webp"
    ),
    "settings.not_a_database": N_(
        "{variable} không phải là địa chỉ cơ sở dữ liệu: viết như postgresql://timtin@db.example.org/timtin"
    ),
    "settings.not_a_name": N_("{variable}={text!r} không đặt tên được: dùng chữ thường không dấu, chữ số và _"),
    "settings.not_a_color": N_("{variable}={text!r} không phải là màu: viết như #9c1c1c"),
    "settings.not_origins": N_(
        "{variable}={text!r} không phải là danh sách trang: viết như https://portal.example.org, cách nhau bằng dấu phẩy, hoặc *"
    ),
    "settings.wrong": N_("{problems}"),
    # site_data
    "site_data.account_taken": N_("đã có tài khoản {name}: chọn tên khác"),
    "site_data.kept_queries_full": N_("đã giữ {most} câu tìm mẫu: bỏ bớt vài câu"),
    "site_data.kept_query_incomplete": N_("câu tìm mẫu cần có từ, một bài và vị trí từ 1 đến {most}: sửa lại"),
    "site_data.last_admin": N_(
        "{name} là quản trị viên cuối cùng: trao vai trò cho người khác trước (`run.py user role NAME admin`)"
    ),
    "site_data.pins_full": N_("đã ghim {most} bài cho câu tìm này: bỏ bớt một bài trước"),
    "site_data.query_kept_already": N_("câu này đã được giữ cho bài này: bỏ nó trước để đổi vị trí"),
    "site_data.rule_incomplete": N_("quyết định cần một câu tìm, và số của bài hoặc câu được hiểu: sửa lại"),
    "site_data.rules_full": N_("đã lưu {most} quyết định: bỏ bớt vài quyết định"),
    "site_data.token_taken": N_("đã có mã truy cập {name}: `run.py token revoke {name}` thu hồi nó"),
    # system
    "system.host_silent": N_("không hỏi được địa chỉ của máy này: kiểm tra mạng và DNS"),
    "system.host_unknown": N_("không có máy nào tên như vậy"),
    "system.broken_disk": N_("đĩa không đọc hoặc ghi được"),
    "system.endless_links": N_("liên kết vòng quanh"),
    "system.exists": N_("đã có sẵn"),
    "system.in_use": N_("đang được dùng"),
    "system.is_file": N_("một phần của đường dẫn là tệp"),
    "system.is_folder": N_("đó là thư mục, không phải tệp"),
    "system.malformed_name": N_("tên không hợp lệ"),
    "system.name_too_long": N_("tên quá dài"),
    "system.no_space": N_("đĩa đã đầy"),
    "system.no_such_address": N_("máy này không có địa chỉ ấy"),
    "system.not_empty": N_("không trống"),
    "system.not_permitted": N_("không có quyền"),
    "system.not_there": N_("không có tệp hay thư mục ấy"),
    "system.read_only": N_("chỉ cho đọc"),
    "system.too_many_files": N_("mở quá nhiều tệp"),
    # web
    "web.address_refused": N_("không lắng nghe được ở {host}: {why}; chọn địa chỉ khác bằng --host"),
    "web.port_in_use": N_("cổng {port} đang được dùng: tắt máy chủ kia hoặc chọn cổng khác bằng {option}"),
    "web.port_needs_rights": N_("cổng {port} cần nhiều quyền hơn: chọn cổng trên 1023 bằng {option}"),
    # workers
    "workers.lost": N_(
        "các tiến trình chia nhau công việc cứ kết thúc dù nhận việc gì: có lẽ máy thiếu bộ nhớ; giải phóng bớt rồi chạy lại, những bài đã xong được giữ"
    ),
}


_COUNTS = frozenset(("most", "least", "count"))
"""Data that say how many of something: written as the language writes numbers. Others are ports, years, addresses."""


def sentence(code: str, /, **data: object) -> str:
    """Return the sentence of a code with its data put in; code and data themselves, in one line, when there is none."""
    try:
        written = {k: write_number(v) if k in _COUNTS and isinstance(v, int) else v for k, v in data.items()}
        return lookup(SENTENCES[code]).format(**written)
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
