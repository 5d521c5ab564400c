package dev.capstan.kustomize.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The small text that Git LFS keeps in the place of a file (its specification, version 1). */
final class LfsPointer {

    static final String ADVICE =
            "Take the file out of LFS (git lfs untrack, then commit it again), or fetch its content"
                    + " before the build (git lfs pull).";

    private static final byte[] BEGIN = "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 1024;

    private LfsPointer() {}

    /** A pointer begins with its version, names an object, and is shorter than 1024 bytes. */
    static boolean is(byte[] content) {
        return content.length >= BEGIN.length
                && content.length < LONGEST
                && Arrays.equals(content, 0, BEGIN.length, BEGIN, 0, BEGIN.length)
                && new String(content, StandardCharsets.ISO_8859_1).contains("\noid ");
    }

    static String message(String file) {
        return file + " is a Git LFS pointer; LFS is not supported";
    }
}
