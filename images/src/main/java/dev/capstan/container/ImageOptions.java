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
 * @param isTrained whether images for this machine get an AOT cache
 * @param registry that images are pushed to, with its port
 * @param isInsecure whether that registry may be without TLS
 */
record ImageOptions(
        List<ImagePlatform> platforms,
        Map<ImagePlatform, Path> runtimes,
        boolean isBaseRefreshed,
        boolean isTrained,
        Optional<String> registry,
        boolean isInsecure) {

    /** For this machine, untrained, with the base that there is: quick. */
    static final ImageOptions DEFAULT =
            new ImageOptions(List.of(ImagePlatform.ofThisMachine()), Map.of(), false, false, Optional.empty(), false);

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
                Boolean.parseBoolean(properties.getOrDefault("images.aot", "true")),
                Optional.ofNullable(properties.get("images.registry")).filter(registry -> !registry.isBlank()),
                Boolean.parseBoolean(properties.get("images.insecure")));
    }

    /** The same with AOT caches. */
    ImageOptions trained() {
        return new ImageOptions(platforms, runtimes, isBaseRefreshed, true, registry, isInsecure);
    }

    /** Where images are pushed to, when a registry is named. */
    Optional<ImageRegistry> target() {
        return registry.map(address -> new ImageRegistry(address, isInsecure));
    }

    Optional<Path> runtime(ImagePlatform platform) {
        return Optional.ofNullable(runtimes.get(platform));
    }
}
