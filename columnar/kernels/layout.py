"""Where everything stands in the program that a kernel runs: one int64 array, floats in it as their bits.

The head holds addresses of the thread's scratch arrays and the results; records of fixed width follow, and refer to each
other by slot number. ``columnar.execution.program`` writes it, the kernels read it.
"""

from __future__ import annotations

# Head: what to do, and over what.
OPERATION = 0
SIZE = 1  # documents of the index
LIVE = 2  # address of (size,) uint8, 0 when nothing is deleted
# Scratch arrays of the thread, (size,) each; zero between requests unless said otherwise.
SCORES = 3  # float64
VALUES = 4  # float64, stale
PIECES = 5  # float64
BEST = 6  # float64
SHARE = 7  # float64
COVERED = 8  # float64
STAMPS = 9  # int32, stale: below the present epoch
MASKS = 10  # int32: 0 untouched or no hit, else HIT and a bit for each clause held
SUMS = 11  # int32
HELD = 12  # int32, pieces held
TOUCHED = 13  # int32, stale, one place more
LOCAL = 14  # int32, stale, one place more
ARENA = 15  # address of the int32 arena for lists made on the way
RUNS = 16  # address of the table of runs
EPOCH = 17  # first stamp not used yet
# Parts of the program: slot and count.
LISTS, LIST_COUNT = 18, 19
NODES, NODE_COUNT = 20, 21
CLAUSES, CLAUSE_COUNT, BOUND_COUNT = 22, 23, 24
EXCLUDED, EXCLUDED_COUNT = 25, 26
RESTRICTIONS, RESTRICTION_COUNT = 27, 28
BOOSTS, BOOST_COUNT = 29, 30
FACETS, FACET_COUNT = 31, 32
# Numbers of the request.
NEEDED = 33  # hits wanted from the top, offset included
CANDIDATES = 34
COVERAGE = 35  # float64
LIVE_COUNT = 36
DAYS = 37  # address of the int32 day column to sort by, 0 by score
# Results.
TOTAL = 38
PARTIAL = 39
FIRST = 40  # complete hits in the first heap
SECOND = 41  # other hits in the second heap
HEAP_DOCS = 42  # address of (2 * needed,) int64
HEAP_SCORES = 43  # address of (2 * needed,) float64
HEAP_KEYS = 44  # address of (2 * needed,) float64
BOUNDARY = 45  # address of scratch float64 for the choice of candidates
FREE = 46  # arena: int32 places used
RUN_COUNT = 47
SHOWN = 48  # hits shown, offset included: no other hits are scored when complete ones suffice
COMPLETE = 49  # the mask of a complete hit
HITS = 50  # the mask that every hit has
SHARES = 51  # whether shares of clauses are kept in COVERED: those that bits do not tell
RANGES = 52  # address of BUCKETS int32 for the choice of candidates
ALSO = 53  # int32 (size,): bits of the clauses that a document holds by related words
BEHIND = 54  # int32 (size,): how many of what puts a hit ahead it holds, then lacks
RELATED, RELATED_COUNT = 55, 56
AHEAD, AHEAD_COUNT = 57, 58
CAPS = 59  # address of (documents, 2) int32: a document and the mask that it may have at most
CAP_COUNT = 60
TIER_SHARE = 61  # float64, 0: every share of a clause makes a hit
RELATED_SHARE = 62  # float64
# Bounds, and whether a number was beyond one: then the results are worth nothing.
ARENA_SIZE = 63  # int32 places of the arena
RUN_LIMIT = 64  # runs the table takes
DAMAGED = 65  # result
LACKING = 66  # address of (AHEAD_COUNT, NEEDED) uint8, all 1: what each complete hit shown lacks; 0: not asked for
RAREST_GAIN = 67  # float64: what multiplies the score of a hit that is not complete and holds the rarest clause
HEAD = 68

BUCKETS = 2048

# Masks. Clauses that have no bit are counted together.
BITS = 29
REST = 1 << 29  # holds every clause that has no bit
HIT = 1 << 30
RAREST = 1 << 30  # in ALSO: holds the rarest clause, which leads
LED = 1e6  # in BEST: masses that a leading one of those without a bit counts as, more than there are clauses

# A list: documents and frequencies (or scores) of one scored thing, in one run a segment.
LIST_WEIGHT = 0  # float64
LIST_NORM = 1  # float64: k1 * (1 - b)
LIST_SLOPE = 2  # float64: k1 * b / average length
LIST_DOCUMENTS = 3  # live documents that have the field
LIST_LEAVES = 4  # slot of the first leaf
LIST_LEAF_COUNT = 5
LIST_DIRECT = 6  # 1: the leaves are single terms, one a segment, nothing deleted
LIST_RUN = 7  # result: first run
LIST_RUN_COUNT = 8  # result
LIST_DF = 9  # result
LIST_FACTOR = 10  # result, float64: weight * idf * (k1 + 1)
LIST_SATURATION = 11  # float64: k1 + 1
LIST_WIDTH = 12

# A leaf of a list in one segment. "Wide" arrays hold int32 (1) or uint16 (0), frequencies also bytes with an escape (2).
LEAF_KIND = 0
LEAF_SEGMENT = 1
LEAF_DOCS = 2  # address, int32
LEAF_FREQS = 3  # address
LEAF_WIDE = 4  # of frequencies
LEAF_LARGE = 5  # address of the field's table of large frequencies; 0 without escapes
LEAF_COUNT = 6
LEAF_BASE = 7  # document number of the segment's first document
LEAF_LENGTHS = 8  # address, int32
LEAF_LIMIT = 9  # documents of the segment
LEAF_POSITIONS = 10  # address: positions of the rarest term
LEAF_POSITIONS_WIDE = 11
LEAF_TEXT = 12  # address of the field's text
LEAF_PLACE = 13  # place of the rarest term in the phrase
LEAF_TERMS = 14  # slot of the other terms: (place, number) each, the second rarest first
LEAF_TERM_COUNT = 15
# Postings of the second rarest, to be walked beside those of the rarest; a count of 0: look into the text instead.
LEAF_OTHER_DOCS = 16
LEAF_OTHER_FREQS = 17
LEAF_OTHER_POSITIONS = 18
LEAF_OTHER_COUNT = 19
LEAF_POSITION_COUNT = 20  # positions of the rarest term in all its documents
LEAF_OTHER_POSITION_COUNT = 21
LEAF_WIDTH = 22

# Frequencies that no byte holds: their number, the address of the frequencies, then all places, then all values (int64).
LARGE_COUNT = 0
LARGE_FREQS = 1
LARGE_PLACES = 2

# The running text of a field in one segment.
TEXT_STARTS = 0  # address, int64: where each document begins in the forward array
TEXT_FORWARD = 1  # address of the forward array
TEXT_WIDE = 2
TEXT_NUMBERS = 3  # address, int32: the field's number of what stands in the forward array; 0: the same
TEXT_TOKENS = 4  # size of the forward array
TEXT_RARE_AT = 5  # address, int64: places of the terms without a code
TEXT_RARE = 6  # address, int32: their base numbers
TEXT_RARE_COUNT = 7
TEXT_DERIVED = 8  # address, int32: the field's number of each base number; 0: the same
TEXT_NUMBER_COUNT = 9  # entries of TEXT_NUMBERS
TEXT_DERIVED_COUNT = 10
TEXT_WIDTH = 11

BYTES = 2
"""How wide frequencies with an escape are."""

ESCAPE = 255
RARE = 65535
"""What stands for a large frequency, and for a term without a code."""

KIND_TERM, KIND_TERMS, KIND_PHRASE = 0, 1, 2

RUN_DOCS = 0
RUN_FREQS = 1
RUN_WIDE = 2
RUN_COUNT_OF = 3
RUN_BASE = 4
RUN_LENGTHS = 5
RUN_SCORES = 6  # address of float64 scores, 0 where BM25 is computed
RUN_LARGE = 7
RUN_WIDTH = 8

# A node made of lists: how, the list it becomes, and the lists it is made of.
NODE_HOW = 0
NODE_TARGET = 1
NODE_CHILDREN = 2  # slot of list slots
NODE_CHILD_COUNT = 3
NODE_WIDTH = 4

HOW_ANY, HOW_BEST, HOW_ALL, HOW_WITHOUT = 0, 1, 2, 3

# A clause: its parts follow one another.
CLAUSE_MASS = 0  # float64: weight * size
CLAUSE_PARTS = 1  # slot of the first part
CLAUSE_PART_COUNT = 2
CLAUSE_DF = 3  # result
CLAUSE_RARITY = 4  # result, float64: its mass where its bit says that it is held, else 0
CLAUSE_IDF = 5  # result, float64: 0 where no document holds it
CLAUSE_KNOWN = 6  # how many documents hold it, -1 where nobody counted yet
CLAUSE_LATE = 7  # result: only documents that hold another clause are looked at
CLAUSE_LEADS = 8  # whether what holds it gains where it is the rarest
CLAUSE_WIDTH = 9

# Related words: a list, and the bits of the clauses they stand for.
RELATED_LIST = 0
RELATED_BITS = 1
RELATED_WIDTH = 2

PART_LISTS = 0  # slot of list slots
PART_LIST_COUNT = 1
PART_PIECES = 2  # slot of (slot of list slots, count) pairs
PART_PIECE_COUNT = 3
PART_SHARE = 4  # float64: loose_share / pieces
PART_WIDTH = 5

RESTRICTION_KIND = 0
RESTRICTION_COLUMN = 1  # address, int32
RESTRICTION_OTHER = 2  # address of a second day column, 0 for none; labels: address of uint8 by ordinal
RESTRICTION_LOW = 3
RESTRICTION_HIGH = 4
RESTRICTION_WIDTH = 5

KIND_DAYS, KIND_LABELS = 0, 1

FACET_COLUMN = 0  # address, int32 ordinals
FACET_COUNTS = 1  # address, int64
FACET_WIDTH = 2

# A request for nearness stands behind the head.
NEAR_DOCS = 0  # address, int64
NEAR_DOC_COUNT = 1
NEAR_OUT = 2  # address of (2, pairs, documents) uint8: distances, 0 for none
NEAR_MARKS = 3  # address of uint8 by term number, zero between requests
NEAR_LASTS = 4  # address of (terms,) int64, stale
NEAR_TERM_COUNT = 5
NEAR_PAIRS = 6  # address of (2 * pairs,) int64: places of terms
NEAR_PAIR_COUNT = 7
NEAR_FIELDS = 8  # address of the fields of all segments, one behind the other
NEAR_FIELD_COUNT = 9
NEAR_WINDOW = 10
NEAR_MARK_COUNT = 11  # entries of NEAR_MARKS
NEAR_WIDTH = 12

# A request to transpose a sparse matrix stands behind the head: rows of (column, value) cells in, columns of (row, value) cells out.
TURN_COLUMNS = 0  # address, int32, of each cell
TURN_VALUES = 1  # address, of each cell
TURN_WIDTH = 2  # bytes of a value: 1, 2 or 4
TURN_STARTS = 3  # address of (rows + 1,) int64: where the cells of each row begin
TURN_ROWS = 4
TURN_FREE = 5  # address of (columns,) int64: where the cells of each column begin; used up
TURN_OUT_ROWS = 6  # address, int32
TURN_OUT_VALUES = 7  # address
TURN_CELLS = 8  # entries of every array of cells
TURN_COLUMN_COUNT = 9
TURN_REQUEST = 10

FIELD_TEXT = 0  # address of the text
FIELD_BASE = 1
FIELD_DOCUMENTS = 2
FIELD_NUMBERS = 3  # and behind it the number of each term, -1 where it is none

MARKED = 255
"""Terms of a request for nearness are fewer."""

# Operations.
RANK, NEAR, TRANSPOSE = 0, 1, 2
