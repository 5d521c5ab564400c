package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a live object adds to the summary of its Application: images, and addresses that lead to it from outside. */
final class LiveFacts {
    private LiveFacts() {}

    /** Of one object. */
    static LiveSummary of(JsonNode live) {
        return new LiveSummary(images(live), ExternalUrls.of(live));
    }

    /** Of all objects. */
    static LiveSummary of(Collection<LiveSummary> all) {
        Set<String> images = new TreeSet<>();
        Set<String> urls = new TreeSet<>();
        all.forEach(one -> {
            images.addAll(one.images());
            urls.addAll(one.externalUrls());
        });
        return new LiveSummary(List.copyOf(images), List.copyOf(urls));
    }

    private static List<String> images(JsonNode live) {
        JsonNode spec = live.path("spec");
        Set<String> images = new LinkedHashSet<>();
        List<JsonNode> pods = List.of(
                spec,
                spec.path("template").path("spec"),
                spec.path("jobTemplate").path("spec").path("template").path("spec"));
        for (JsonNode pod : pods) {
            for (String list : List.of("initContainers", "containers")) {
                for (JsonNode container : pod.path(list)) {
                    String image = container.path("image").asText("");
                    if (!image.isEmpty()) {
                        images.add(image);
                    }
                }
            }
        }
        return List.copyOf(images);
    }
}
