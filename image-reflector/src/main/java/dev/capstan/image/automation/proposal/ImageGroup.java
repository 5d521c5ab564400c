package dev.capstan.image.automation.proposal;

import dev.capstan.api.image.PullRequestSpec;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.policy.SelectedPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which images share a pull request, and on which branch.
 *
 * @param name of the group
 * @param branch that it is pushed to
 * @param policies whose images it has
 */
public record ImageGroup(String name, String branch, SelectedPolicies policies) {
    private static final String PREFIX = "capstan/images";

    /**
     * The groups of an automation.
     *
     * @param pushBranch from the spec; without it branches begin with {@value #PREFIX}
     */
    public static List<ImageGroup> of(
            ObjectKey automation, PullRequestSpec spec, Optional<String> pushBranch, SelectedPolicies policies) {
        String by = Objects.requireNonNullElse(spec.groupBy(), PullRequestSpec.ALL);
        if (by.equals(PullRequestSpec.ALL) || by.isEmpty()) {
            String branch = pushBranch.orElseGet(() -> branch(PREFIX, automation.namespace(), automation.name()));
            return List.of(new ImageGroup(automation.name(), branch, policies));
        }
        boolean byPolicy = by.equals(PullRequestSpec.POLICY);
        var names = new TreeMap<String, ObjectKey>();
        for (KnownPolicy policy : policies.sorted()) {
            ObjectKey key = byPolicy ? new ObjectKey(automation.namespace(), policy.name()) : policy.imageRepository();
            names.putIfAbsent(key.toString(), key);
        }
        var groups = new ArrayList<ImageGroup>();
        for (ObjectKey key : names.values()) {
            SelectedPolicies its = policies.keeping(policy -> byPolicy
                    ? policy.name().equals(key.name())
                    : policy.imageRepository().equals(key));
            groups.add(new ImageGroup(
                    key.name(),
                    branch(pushBranch.orElse(PREFIX), automation.namespace(), nameOf(automation, key)),
                    its));
        }
        return groups;
    }

    /** ImageRepositories of other namespaces may have the names of own ones. */
    private static String nameOf(ObjectKey automation, ObjectKey key) {
        return key.namespace().equals(automation.namespace()) ? key.name() : key.namespace() + "." + key.name();
    }

    private static String branch(String prefix, String namespace, String name) {
        return prefix + "/" + namespace + "/" + name;
    }
}
