"""How much of anything a package may hold. Real packages stay far below: 4 MB packed, 13 MB unpacked, 1,800 files."""

MOST_PACKED = 64 * 2**20
MOST_UNPACKED = 256 * 2**20
MOST_FILE = 32 * 2**20
# A recording alone may take what the whole package may.
MOST_RECORDING = MOST_UNPACKED
RECORDINGS = {"mp4", "webm"}
MOST_ENTRIES = 4_000
# The list of entries at the archive's end: 4,000 of them with long names take a third of this.
MOST_DIRECTORY = 2 * 2**20
# How many times larger than packed, from a size on at which it matters. Real packages: 17 at most.
MOST_RATIO, RATIO_FROM = 100, 2**20
DEEPEST_PATH = 12
LONGEST_NAME = 200

MOST_JSON = 10 * 2**20
# One h5p.json, library.json or semantics.json, and all of a package's libraries together.
MOST_LIBRARY_JSON, MOST_DESCRIBED = 2**20, 32 * 2**20
MOST_LIBRARIES = 300
DEEPEST_JSON = 100
# Values of one JSON file: a short file may hold millions of empty lists, each many times as large in memory.
MOST_VALUES = 300_000
# Values that defaults of semantics may add to one content.
MOST_FILLED, MOST_LOOKED_AT = 50_000, 3_000_000
# One text of HTML: characters, and tags in it.
LONGEST_TEXT, MOST_TAGS = 300_000, 10_000
MOST_CLEANED = 2 * MOST_JSON
# Values within values, those that semantics alone make counted too.
DEEPEST_PARAMETERS = 150
MOST_TOLD = 20
MOST_ADDRESSES = 200

# The newest core API that the player has.
CORE_API = (1, 28)
CHUNK = 64 * 1024
