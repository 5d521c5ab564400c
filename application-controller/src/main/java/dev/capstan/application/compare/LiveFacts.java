package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a live object adds to the summary of its Application: images, and addresses that lead to it from outside. */
final class LiveFacts {
    /** More addresses are not taken from one object. */
    private static final int MOST_URLS = 20;

    private LiveFacts() {}

    /** Of one object. */
    static LiveSummary of(JsonNode live) {
        return new LiveSummary(images(live), urls(live));
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

    /** Of an Ingress whose address is known: its hosts, with {@code https} where a certificate is named for them. */
    private static List<String> urls(JsonNode live) {
        Metadata metadata = Metadata.of(live);
        boolean isIngress = metadata.isKind("networking.k8s.io", "Ingress");
        if (!isIngress
                || live.path("status").path("loadBalancer").path("ingress").isEmpty()) {
            return List.of();
        }
        Set<String> secure = new LinkedHashSet<>();
        live.path("spec").path("tls").forEach(tls -> tls.path("hosts").forEach(host -> secure.add(host.asText(""))));
        List<String> urls = new ArrayList<>();
        for (JsonNode rule : live.path("spec").path("rules")) {
            String host = rule.path("host").asText("");
            if (!host.isEmpty() && !host.contains("*") && urls.size() < MOST_URLS) {
                urls.add((secure.contains(host) ? "https://" : "http://") + host + firstPath(rule));
            }
        }
        return urls;
    }

    private static String firstPath(JsonNode rule) {
        String path = rule.path("http").path("paths").path(0).path("path").asText("");
        return path.equals("/") ? "" : path;
    }
}
