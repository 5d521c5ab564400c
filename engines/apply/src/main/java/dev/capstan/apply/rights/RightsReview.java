package dev.capstan.apply.rights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.PatientCluster;
import dev.capstan.apply.work.BoundedWork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the new objects whose creation an account may have no right to, with one request for each namespace. */
public final class RightsReview {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private final PatientCluster cluster;
    private final String home;
    private final BoundedWork work;

    /**
     * @param cluster with the identity that applies
     * @param home namespace whose rules are read for cluster-scoped objects
     * @param work how many reviews are under way at once
     */
    public RightsReview(PatientCluster cluster, String home, BoundedWork work) {
        this.cluster = cluster;
        this.home = home;
        this.work = work;
    }

    /**
     * Those of the objects that may be refused: the rules do not grant them, or could not be read, or the object grants
     * rights itself, which nobody may give who does not have them.
     */
    public Set<ObjectRef> doubtful(List<ObjectRef> objects) {
        List<String> namespaces =
                objects.stream().map(this::namespaceOf).distinct().toList();
        List<Optional<GrantedRights>> reviews = work.each(namespaces, this::review, review -> false);
        Map<String, GrantedRights> rights = new HashMap<>();
        for (int i = 0; i < namespaces.size(); i++) {
            String namespace = namespaces.get(i);
            reviews.get(i).ifPresent(granted -> rights.put(namespace, granted));
        }
        Set<ObjectRef> doubtful = new HashSet<>();
        for (ObjectRef object : objects) {
            GrantedRights granted = rights.get(namespaceOf(object));
            if (granted == null || object.type().kind().group().equals(RBAC) || !granted.allowToApply(object)) {
                doubtful.add(object);
            }
        }
        return doubtful;
    }

    private String namespaceOf(ObjectRef object) {
        return object.namespace().isEmpty() ? home : object.namespace();
    }

    private Optional<GrantedRights> review(String namespace) {
        return switch (cluster.reviewRights(namespace)) {
            case ApiResult.Ok<ObjectNode> ok -> Optional.of(GrantedRights.of(ok.value()));
            case ApiResult.Refused<ObjectNode> _, ApiResult.Unreachable<ObjectNode> _ -> Optional.empty();
        };
    }
}
