package dev.capstan.archive.zstd;

import java.io.IOException;

/** The input is not Zstandard, is damaged, or asks for more memory than it gets. */
public final class ZstdException extends IOException {
    private static final long serialVersionUID = 1L;

    ZstdException(String why) {
        super(why);
    }
}
