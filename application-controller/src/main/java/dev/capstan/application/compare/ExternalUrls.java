package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.object.Metadata;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The addresses by which a live object is reached from outside: those that it names itself, and those of an Ingress. */
final class ExternalUrls {
    /** More are not taken from one object. */
    private static final int MOST = 20;
    /** Begins annotations whose values are addresses, maybe with a title and {@code |} before them. */
    private static final String LINK = "link.argocd.argoproj.io/";

    private static final String NO_DEFAULTS = "argocd.argoproj.io/ignore-default-links";

    private ExternalUrls() {}

    /** In their order; of an Ingress one for each host and path. */
    static List<String> of(JsonNode live) {
        Set<String> urls = new LinkedHashSet<>();
        live.path("metadata").path("annotations").properties().forEach(annotation -> {
            String link = annotation.getValue().asText("");
            if (annotation.getKey().startsWith(LINK) && isWeb(link)) {
                urls.add(link);
            }
        });
        Metadata metadata = Metadata.of(live);
        boolean isIngress = metadata.isKind("networking.k8s.io", "Ingress") || metadata.isKind("extensions", "Ingress");
        if (isIngress && !metadata.annotation(NO_DEFAULTS).orElse("").equals("true")) {
            addIngress(live, urls);
        }
        return urls.stream().limit(MOST).toList();
    }

    /** Only what a browser opens as a page: no script in the address of a link. */
    private static boolean isWeb(String link) {
        String address = link.substring(link.indexOf('|') + 1).strip().toLowerCase(Locale.ROOT);
        return address.startsWith("https://") || address.startsWith("http://");
    }

    private static void addIngress(JsonNode ingress, Set<String> urls) {
        JsonNode point =
                ingress.path("status").path("loadBalancer").path("ingress").path(0);
        String address = point.path("hostname").asText(point.path("ip").asText(""));
        boolean hasCertificate = false;
        Set<String> secure = new LinkedHashSet<>();
        for (JsonNode tls : ingress.path("spec").path("tls")) {
            hasCertificate |= tls.hasNonNull("secretName");
            tls.path("hosts").forEach(host -> secure.add(host.asText("")));
        }
        for (JsonNode rule : ingress.path("spec").path("rules")) {
            String host = rule.path("host").asText("");
            String reached = host.isEmpty() ? address : host;
            if (reached.isEmpty() || reached.contains("*")) {
                continue;
            }
            String scheme = hasCertificate || secure.contains(reached) ? "https://" : "http://";
            for (JsonNode path : rule.path("http").path("paths")) {
                String written = path.path("path").asText("");
                urls.add(scheme
                        + reached
                        + (written.endsWith("*") ? written.substring(0, written.length() - 1) : written));
            }
        }
    }
}
