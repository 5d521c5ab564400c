package dev.capstan.cli.inspection;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the person may install, asked of the API server right by right. */
public final class RightsCheck {

    private static final String SUBJECT = "Rights";
    private static final Footprint.Kind NAMESPACES = new Footprint.Kind("", "v1", "Namespace", "namespaces", false);
    private static final Footprint.Kind SECRETS = new Footprint.Kind("", "v1", "Secret", "secrets", true);
    private static final Footprint.Kind PODS = new Footprint.Kind("", "v1", "Pod", "pods", true);
    private static final List<String> WRITE = List.of("get", "create", "patch");

    /** What another choice has not is found and taken away. */
    private static final List<String> CHOOSE = List.of("get", "create", "patch", "list", "delete");

    private static final List<String> LOOK = List.of("list", "watch");

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
        Stream.of(NAMESPACES, SECRETS).forEach(kind -> missing(kind, WRITE).ifPresent(missing::add));
        Stream.concat(Stream.of(Footprint.DEFINITIONS), Footprint.kinds().stream())
                .forEach(kind -> missing(kind, CHOOSE).ifPresent(missing::add));
        missing(PODS, LOOK).ifPresent(missing::add);
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

    private Optional<String> missing(Footprint.Kind kind, List<String> verbs) {
        List<String> refused = verbs.stream()
                .filter(verb -> !may(verb, kind.group(), kind.plural(), kind.isNamespaced()))
                .toList();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join(", ", refused) + " " + kind.plural()
                        + (kind.isNamespaced() ? " in the namespace " + namespace : ""));
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
