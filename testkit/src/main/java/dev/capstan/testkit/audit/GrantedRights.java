package dev.capstan.testkit.audit;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableList;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the service accounts of an installation may do, by its own roles.
 *
 * @param byUser the rights of each, by the name that an API server knows it by
 */
public record GrantedRights(Map<String, List<Right>> byUser) {

    /** What the role system:public-info-viewer gives everybody in every cluster. */
    private static final Set<String> GRANTED_TO_ALL = Set.of("/healthz", "/livez", "/readyz", "/version", "/version/");

    /** The rights that bindings among these objects give to service accounts, by roles among these objects. */
    public static GrantedRights of(Collection<? extends HasMetadata> manifests) {
        Map<String, List<Right>> rights = manifests.stream()
                .flatMap(GrantedRights::bindings)
                .collect(groupingBy(
                        Binding::user,
                        TreeMap::new,
                        flatMapping(binding -> rights(binding, manifests), toUnmodifiableList())));
        return new GrantedRights(rights);
    }

    private record Binding(String user, String namespace, RoleRef role) {}

    private static Stream<Binding> bindings(HasMetadata object) {
        return switch (object) {
            case ClusterRoleBinding binding -> bindings(binding.getSubjects(), "", binding.getRoleRef());
            case RoleBinding binding ->
                bindings(binding.getSubjects(), binding.getMetadata().getNamespace(), binding.getRoleRef());
            default -> Stream.empty();
        };
    }

    private static Stream<Binding> bindings(List<Subject> subjects, String namespace, RoleRef role) {
        return subjects.stream()
                .filter(subject -> subject.getKind().equals("ServiceAccount"))
                .map(subject -> new Binding(AuditLog.user(subject.getNamespace(), subject.getName()), namespace, role));
    }

    private static Stream<Right> rights(Binding binding, Collection<? extends HasMetadata> manifests) {
        RoleRef reference = binding.role();
        return manifests.stream()
                .filter(object -> object.getKind().equals(reference.getKind())
                        && object.getMetadata().getName().equals(reference.getName()))
                .flatMap(object -> rules(object).stream())
                .flatMap(rule -> rights(binding, rule));
    }

    private static List<PolicyRule> rules(HasMetadata role) {
        return switch (role) {
            case ClusterRole inCluster -> inCluster.getRules();
            case Role inNamespace -> inNamespace.getRules();
            default -> List.of();
        };
    }

    private static Stream<Right> rights(Binding binding, PolicyRule rule) {
        List<String> names = Optional.ofNullable(rule.getResourceNames()).orElse(List.of());
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream()
                                .map(verb -> new Right(
                                        binding.role().getName(), binding.namespace(), group, resource, verb, names))));
    }

    /** The accounts that have rights. */
    public Set<String> users() {
        return byUser.keySet();
    }

    /**
     * What these calls asked for themselves and were refused, each sort of request once. Left out is what was refused
     * although it is granted, here or to everybody: by a server that has just started and has not read its roles yet.
     */
    public List<String> missingIn(Collection<ApiCall> calls) {
        return calls.stream()
                .filter(ApiCall::isRefusedToUser)
                .filter(call -> !GRANTED_TO_ALL.contains(call.resource()))
                .filter(call -> byUser.getOrDefault(call.user(), List.of()).stream()
                        .noneMatch(right -> right.covers(call.needs().getFirst())))
                .map(ApiCall::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /** The rights that none of these calls made use of. A right for all kinds is of use where no other would do. */
    public List<Right> unusedIn(Collection<ApiCall> calls) {
        var used = new HashSet<Right>();
        calls.stream().filter(call -> !call.isRefusedToUser()).forEach(call -> {
            List<Right> own = byUser.getOrDefault(call.user(), List.of());
            call.needs().forEach(need -> used.addAll(narrowest(own, need)));
        });
        return byUser.values().stream()
                .flatMap(List::stream)
                .filter(right -> !used.contains(right))
                .distinct()
                .toList();
    }

    private static List<Right> narrowest(List<Right> own, ApiCall.Need need) {
        List<Right> covering = own.stream().filter(right -> right.covers(need)).toList();
        return covering.stream()
                .filter(right -> !right.isWildcard() || covering.stream().allMatch(Right::isWildcard))
                .toList();
    }
}
