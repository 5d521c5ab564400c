package dev.capstan.apply.refusal;

import java.util.List;
import java.util.Optional;

/** What is missing in the cluster, what others change at the same time, and an API server that cannot do its work. */
final class ServerRules {

    private static final String BY_ITSELF = "Nothing to do in Git: it is tried again.";

    private ServerRules() {}

    static List<Refusal.Rule> all() {
        return List.of(
                Refusal.Rule.on(
                        "^namespaces? \"([^\"]+)\" not found",
                        (_, found) -> new Explanation(
                                "the namespace " + found.group(1) + " does not exist",
                                "Create the namespace in this set, or in one that this set depends on.")),
                Refusal.Rule.on(
                        "could not find the requested resource|^404 page not found",
                        (refusal, _) -> new Explanation(
                                "the API server does not serve this version of "
                                        + refusal.id().kind() + " any more, or not yet",
                                "Use an apiVersion that is served (kubectl api-resources), or install the"
                                        + " CustomResourceDefinition first.")),
                Refusal.Rule.on(
                        "the object has been modified",
                        (_, _) -> new Explanation(
                                "somebody else changed the object at the same time, again and again",
                                "Look who else writes it (metadata.managedFields). " + BY_ITSELF)),
                Refusal.Rule.on(
                        "Precondition failed: (?:UID|resourceVersion)|uid mismatch",
                        (_, _) -> new Explanation(
                                "the object was deleted or made again by somebody else at the same time",
                                "Take metadata.uid out of the manifest if it is there. " + BY_ITSELF)),
                Refusal.Rule.on(
                        "Apply failed with \\d+ conflicts?: (?:conflicts? with )?\"([^\"]+)\"",
                        (_, found) -> new Explanation(
                                "fields of the object belong to " + found.group(1),
                                "Take the fields out of the manifest, or out of what " + found.group(1) + " writes.")),
                Refusal.Rule.on(
                        "object is being deleted",
                        (_, _) -> new Explanation(
                                "the object is being deleted, and a finalizer holds it",
                                "Look at metadata.finalizers and at the controller that should take them away. "
                                        + BY_ITSELF)),
                Refusal.Rule.on(
                        "\"([^\"]+)\" already exists",
                        (_, found) -> new Explanation(
                                found.group(1) + " exists already, made by somebody else meanwhile", BY_ITSELF)),
                Refusal.Rule.on(
                        "(?i)request entity too large|request is too large|trying to send message larger than max|rpc.*larger than max",
                        (_, _) -> new Explanation(
                                "the object is larger than the API server takes",
                                "Split it into smaller ones: Kubernetes takes about 1.5 MiB per object, 1 MiB per ConfigMap or Secret.")),
                Refusal.Rule.on(
                        "database space exceeded",
                        (_, _) -> new Explanation(
                                "the database of the cluster (etcd) is full",
                                "Have etcd compacted and its alarm cleared, or its space raised.")),
                Refusal.Rule.on(
                        "etcdserver: |rpc error: code",
                        (_, _) -> new Explanation("the database of the cluster (etcd) does not answer", BY_ITSELF)),
                Refusal.Rule.on(
                        "unknown format - accepted media types|does not allow this method|apply patch is not supported",
                        (refusal, _) -> new Explanation(
                                "the API server behind " + refusal.id().kind() + " does not support server-side apply",
                                "Update the extension API server that serves this kind, or keep the object out of Git.")),
                ServerRules::byCode);
    }

    private static Optional<Explanation> byCode(Refusal refusal) {
        return switch (refusal.code()) {
            case 413 ->
                Optional.of(new Explanation(
                        "the object is larger than the API server takes",
                        "Split it into smaller ones: Kubernetes takes about 1.5 MiB per object."));
            case 429 ->
                Optional.of(new Explanation("the API server is overloaded and asks to come back later", BY_ITSELF));
            case 502, 503 ->
                Optional.of(new Explanation(
                        "the API server, or the extension of it that serves "
                                + refusal.id().kind() + ", is not available",
                        BY_ITSELF));
            case 504 ->
                Optional.of(new Explanation("the API server did not finish the request in its time", BY_ITSELF));
            case 403 ->
                Optional.of(
                        new Explanation(
                                ServerText.clean(refusal.message()),
                                "Allow it in the RBAC rules of the account that applies, or satisfy the admission policy that the message names."));
            case 404 ->
                Optional.of(new Explanation(
                        ServerText.clean(refusal.message()),
                        "Create what is missing in this set, or in one that this set depends on."));
            case 409 -> Optional.of(new Explanation(ServerText.clean(refusal.message()), BY_ITSELF));
            case 422 ->
                Optional.of(new Explanation(
                        ServerText.clean(refusal.message()), "Correct the field that the message names."));
            default ->
                refusal.code() >= 500
                        ? Optional.of(new Explanation(ServerText.clean(refusal.message()), BY_ITSELF))
                        : Optional.empty();
        };
    }
}
