package dev.capstan.source.generator;

import dev.capstan.tree.FileTree;

/** Gives the files of archives that lie in a source. Nothing in an archive can reach outside of it. */
@FunctionalInterface
public interface ArchiveUnpacker {

    /** What became of an archive. */
    sealed interface Unpacked {
        /**
         * Its files can be read.
         *
         * @param bytes that it takes unpacked
         */
        record Content(FileTree files, long bytes) implements Unpacked {}

        /** Nothing of it may be read. */
        record Refused(String why) implements Unpacked {}
    }

    /** Unpacks a {@code .tar.gz}. */
    Unpacked unpack(byte[] archive);
}
