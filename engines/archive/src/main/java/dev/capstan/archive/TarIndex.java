package dev.capstan.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the files in an unpacked tar archive (ustar, pax and GNU long names). Only plain files and folders with
 * relative paths that stay inside may be there, and symbolic links where they are to be left out; owners are ignored, and modes but
 * for the bit that makes a file executable.
 */
final class TarIndex {

    private static final int BLOCK = 512;
    private static final long OWNER_EXECUTES = 0100;
    /** Longest extended header, and with it the longest path: 64 KiB. */
    private static final int MAX_HEADER = 64 * 1024;

    private final MemorySegment tar;
    private final int maxEntries;
    private final boolean leavesOutLinks;
    private final Map<String, ArchiveTree.Extent> files = new HashMap<>();
    private final Map<String, NavigableSet<String>> folders = new HashMap<>();
    private int entries;

    TarIndex(MemorySegment tar, int maxEntries, boolean leavesOutLinks) {
        this.tar = tar;
        this.maxEntries = maxEntries;
        this.leavesOutLinks = leavesOutLinks;
    }

    /** The content under the digest, or why the archive is refused. */
    ArchiveReader.Result read(String digest) {
        try {
            index();
            return new ArchiveReader.Result.Read(new ArchiveTree(digest, tar, files, folders));
        } catch (Refused refused) {
            return new ArchiveReader.Result.NotRead(refused.failure);
        }
    }

    private void index() throws Refused {
        long position = 0;
        Optional<String> longName = Optional.empty();
        Optional<Long> longSize = Optional.empty();
        while (position + BLOCK <= tar.byteSize()) {
            if (isEmptyBlock(position)) {
                return;
            }
            checkSum(position);
            long size = longSize.isPresent() ? longSize.get() : number(position + 124, 12);
            long content = position + BLOCK;
            if (size < 0 || size > tar.byteSize() - content) {
                throw refused("an entry is longer than the archive");
            }
            String name = longName.orElse(headerName(position));
            byte type = at(position + 156);
            longName = isAboutTheNext(type) ? longName : Optional.empty();
            longSize = Optional.empty();
            switch (type) {
                case 'x' -> {
                    Map<String, String> records = paxRecords(content, size);
                    longName = Optional.ofNullable(records.get("path"));
                    longSize = size(records);
                }
                case 'g' -> {}
                case 'L' -> longName = Optional.of(text(content, headerLength(size)));
                case '0', 0 -> addFile(name, new ArchiveTree.Extent(content, size, isExecutable(position)));
                case '5' -> addFolder(name);
                case '2', 'K' -> leaveOutLink(name);
                case '1' -> throw refused("entry %s is a link".formatted(printable(name)));
                default -> throw refused("entry %s is neither a file nor a folder".formatted(printable(name)));
            }
            position = content + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        if (position < tar.byteSize()) {
            throw refused("cut off");
        }
    }

    private static boolean isAboutTheNext(byte type) {
        return type == 'x' || type == 'L' || type == 'K' || type == 'g';
    }

    private void leaveOutLink(String name) throws Refused {
        if (!leavesOutLinks) {
            throw refused("entry %s is a link".formatted(printable(name)));
        }
        count();
    }

    private void addFile(String name, ArchiveTree.Extent extent) throws Refused {
        String path = normalised(name);
        if (path.isEmpty() || name.endsWith("/") || folders.containsKey(path)) {
            throw refused("entry %s is a file where a folder is".formatted(printable(name)));
        }
        files.put(path, extent);
        enterParents(path);
        count();
    }

    private void addFolder(String name) throws Refused {
        String path = normalised(name);
        if (files.containsKey(path)) {
            throw refused("entry %s is a folder where a file is".formatted(printable(name)));
        }
        folders.computeIfAbsent(path, _ -> new TreeSet<>());
        enterParents(path);
        count();
    }

    private void enterParents(String path) throws Refused {
        String child = path;
        while (!child.isEmpty()) {
            int slash = child.lastIndexOf('/');
            String parent = slash < 0 ? "" : child.substring(0, slash);
            if (files.containsKey(parent)) {
                throw refused("entry %s is below a file".formatted(printable(path)));
            }
            NavigableSet<String> names = folders.get(parent);
            boolean isKnown = names != null;
            folders.computeIfAbsent(parent, _ -> new TreeSet<>()).add(child.substring(slash + 1));
            if (isKnown && !parent.isEmpty()) {
                return;
            }
            child = parent;
        }
    }

    private void count() throws Refused {
        if (++entries > maxEntries) {
            throw new Refused(new ArchiveFailure.LimitExceeded("an archive may have %d entries".formatted(maxEntries)));
        }
    }

    private static String normalised(String name) throws Refused {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw refused("entry %s has a path that is not plain".formatted(printable(name)));
        }
        var path = new StringBuilder();
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..")) {
                throw refused("entry %s leaves the archive".formatted(printable(name)));
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(segment);
            }
        }
        return path.toString();
    }

    private String headerName(long header) throws Refused {
        String name = terminated(header, 100);
        boolean isUstar = terminated(header + 257, 5).equals("ustar");
        boolean isGnu = at(header + 262) == ' ';
        String prefix = isUstar && !isGnu ? terminated(header + 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private Map<String, String> paxRecords(long content, long size) throws Refused {
        byte[] bytes = slice(content, headerLength(size));
        var records = new HashMap<String, String>();
        int i = 0;
        while (i < bytes.length) {
            int space = i;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            int length = paxLength(new String(bytes, i, space - i, UTF_8));
            int end = i + length;
            if (length <= space - i + 1 || end > bytes.length || bytes[end - 1] != '\n') {
                throw refused("an extended header is malformed");
            }
            String entry = new String(bytes, space + 1, end - space - 2, UTF_8);
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw refused("an extended header is malformed");
            }
            records.put(entry.substring(0, equals), entry.substring(equals + 1));
            i = end;
        }
        return records;
    }

    private static int paxLength(String text) throws Refused {
        try {
            int length = Integer.parseInt(text);
            if (length > 0 && length <= MAX_HEADER) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            // Falls through to the refusal, as every other malformed length does.
        }
        throw refused("an extended header is malformed");
    }

    private static Optional<Long> size(Map<String, String> records) throws Refused {
        String size = records.get("size");
        try {
            return size == null ? Optional.empty() : Optional.of(Long.parseLong(size));
        } catch (NumberFormatException notANumber) {
            throw refused("an extended header is malformed");
        }
    }

    private static int headerLength(long size) throws Refused {
        if (size > MAX_HEADER) {
            throw new Refused(
                    new ArchiveFailure.LimitExceeded("an extended header may have %d bytes".formatted(MAX_HEADER)));
        }
        return (int) size;
    }

    /** A number in octal digits, or in base 256 when its first bit is set. */
    private long number(long position, int length) throws Refused {
        if ((at(position) & 0x80) != 0) {
            long value = at(position) & 0x7f;
            for (int i = 1; i < length; i++) {
                if (value > Long.MAX_VALUE >> 8) {
                    throw refused("an entry is longer than the archive");
                }
                value = value << 8 | at(position + i) & 0xff;
            }
            return value;
        }
        String digits = terminated(position, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException notANumber) {
            throw refused("a header is malformed");
        }
    }

    private boolean isExecutable(long header) throws Refused {
        return (number(header + 100, 8) & OWNER_EXECUTES) != 0;
    }

    private void checkSum(long header) throws Refused {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : at(header + i) & 0xff;
        }
        if (sum != number(header + 148, 8)) {
            throw refused("a header has a wrong checksum");
        }
    }

    private boolean isEmptyBlock(long position) {
        return tar.asSlice(position, BLOCK).mismatch(MemorySegment.ofArray(new byte[BLOCK])) < 0;
    }

    private String terminated(long position, int length) {
        byte[] bytes = slice(position, length);
        int end = 0;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, UTF_8);
    }

    private String text(long position, int length) {
        return terminated(position, length);
    }

    private byte[] slice(long position, long length) {
        return tar.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE);
    }

    private byte at(long position) {
        return tar.get(ValueLayout.JAVA_BYTE, position);
    }

    private static String printable(String name) {
        String safe = name.length() <= 120 ? name : name.substring(0, 120) + "…";
        var out = new StringBuilder("'");
        safe.chars().forEach(c -> out.append(Character.isISOControl(c) ? '?' : (char) c));
        return out.append('\'').toString();
    }

    private static Refused refused(String reason) {
        return new Refused(new ArchiveFailure.Refused(reason));
    }

    /** Carries a refusal out of the nested calls; never leaves this class. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient ArchiveFailure failure;

        private Refused(ArchiveFailure failure) {
            super(null, null, false, false);
            this.failure = failure;
        }
    }
}
