package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the person may install, asked of the API server right by right. */
public final class RightsCheck {

    private static final String SUBJECT = "Rights";
    private static final Footprint.Kind NAMESPACES = new Footprint.Kind("", "v1", "Namespace", "namespaces", false);
    private static final Footprint.Kind SECRETS = new Footprint.Kind("", "v1", "Secret", "secrets", true);

    private final KubernetesClient client;
    private final String namespace;

    /** For an installation in a namespace. */
    public RightsCheck(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** What is missing, in one finding. */
    public Finding finding() {
        if (may("*", "*", "*", false)) {
            return Finding.ok(SUBJECT, "you may do everything in this cluster");
        }
        List<String> missing = new ArrayList<>();
        Stream.concat(Stream.of(NAMESPACES, Footprint.DEFINITIONS, SECRETS), Footprint.kinds().stream())
                .forEach(kind -> {
                    String verbs = Stream.of("get", "create", "patch")
                            .filter(verb -> !may(verb, kind.group(), kind.plural(), kind.isNamespaced()))
                            .collect(Collectors.joining(", "));
                    if (!verbs.isEmpty()) {
                        missing.add(verbs + " " + kind.plural()
                                + (kind.isNamespaced() ? " in the namespace " + namespace : ""));
                    }
                });
        if (!may("escalate", "rbac.authorization.k8s.io", "clusterroles", false)) {
            missing.add("escalate clusterroles, or all rights that the controllers are given");
        }
        return missing.isEmpty()
                ? Finding.ok(SUBJECT, "you may install")
                : Finding.failed(
                        SUBJECT,
                        "you may not " + String.join("; ", missing),
                        "Ask for them, or let somebody with cluster-admin install.");
    }

    private boolean may(String verb, String group, String resource, boolean isNamespaced) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .withNamespace(isNamespaced ? namespace : null)
                .endResourceAttributes()
                .endSpec()
                .build();
        var answer = client.authorization().v1().selfSubjectAccessReview().create(review);
        return answer.getStatus() != null
                && Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }
}
