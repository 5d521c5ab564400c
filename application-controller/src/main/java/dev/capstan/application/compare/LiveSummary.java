package dev.capstan.application.compare;

import java.util.List;

/**
 * What live objects have in common.
 *
 * @param images that they run, each once, in order
 * @param externalUrls addresses that lead to them from outside, each once, in order
 */
public record LiveSummary(List<String> images, List<String> externalUrls) {
    /** Of nothing. */
    public static final LiveSummary NONE = new LiveSummary(List.of(), List.of());

    /** Copies the lists. */
    public LiveSummary {
        images = List.copyOf(images);
        externalUrls = List.copyOf(externalUrls);
    }
}
