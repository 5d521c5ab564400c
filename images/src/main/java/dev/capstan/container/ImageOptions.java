package dev.capstan.container;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a build of images was asked for.
 *
 * @param platforms that images are made for
 * @param runtimes folders with Java runtimes for other platforms than this machine's
 * @param isBaseRefreshed whether the base gets the newest packages
 * @param registry that images are pushed to, with its port
 * @param isInsecure whether that registry may be without TLS
 */
record ImageOptions(
        List<ImagePlatform> platforms,
        Map<ImagePlatform, Path> runtimes,
        boolean isBaseRefreshed,
        Optional<String> registry,
        boolean isInsecure) {

    static final ImageOptions DEFAULT =
            new ImageOptions(List.of(ImagePlatform.ofThisMachine()), Map.of(), false, Optional.empty(), false);

    /** Reads the properties {@code images.…}. */
    static ImageOptions of(Map<String, String> properties) {
        var platforms = Optional.ofNullable(properties.get("images.platforms"))
                .map(text -> Stream.of(text.split(",", -1))
                        .map(ImagePlatform::parse)
                        .distinct()
                        .toList())
                .orElse(DEFAULT.platforms());
        var runtimes = new HashMap<ImagePlatform, Path>();
        for (var platform : platforms) {
            var folder = properties.get("images.jre." + platform.toString().replace('/', '-'));
            if (folder != null) {
                runtimes.put(platform, Path.of(folder));
            }
        }
        return new ImageOptions(
                platforms,
                Map.copyOf(runtimes),
                Boolean.parseBoolean(properties.get("images.base.refresh")),
                Optional.ofNullable(properties.get("images.registry")).filter(registry -> !registry.isBlank()),
                Boolean.parseBoolean(properties.get("images.insecure")));
    }

    Optional<Path> runtime(ImagePlatform platform) {
        return Optional.ofNullable(runtimes.get(platform));
    }
}
