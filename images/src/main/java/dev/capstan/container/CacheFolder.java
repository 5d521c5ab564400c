package dev.capstan.container;

import java.nio.file.Path;

/** Where what is made once is kept between builds: the same folder that the scripts use. */
final class CacheFolder {
    private CacheFolder() {}

    static Path images() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path folder = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(caches);
        return folder.resolve("capstan").resolve("images");
    }
}
