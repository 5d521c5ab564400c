package dev.capstan.image.automation.kube;

import dev.capstan.api.image.ImageUpdateAutomation;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.plan.AutomationPlan;
import dev.capstan.image.automation.policy.KnownPolicy;
import dev.capstan.image.automation.policy.LabelMatch;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which automations wake up when a policy or a source changes. Every handler returns at once. */
final class AutomationTriggers {
    private static final String BY_NAMESPACE = "automationsByNamespace";
    private static final String BY_SOURCE = "automationsBySource";

    private final ReconcilerContext<ImageUpdateAutomation, ImageUpdateAutomationStatus> automations;

    AutomationTriggers(ReconcilerContext<ImageUpdateAutomation, ImageUpdateAutomationStatus> automations) {
        this.automations = automations;
    }

    static Map<String, Function<ImageUpdateAutomation, List<String>>> indexers() {
        return Map.of(
                BY_NAMESPACE,
                automation -> List.of(automation.key().namespace()),
                BY_SOURCE,
                automation -> automation.undecodable().isPresent()
                                || automation.getSpec().sourceRef() == null
                        ? List.of()
                        : List.of(AutomationPlan.sourceOf(automation.key(), automation.getSpec())
                                .toString()));
    }

    /** A policy is another one for automations: it chose another image, failed or recovered, has other labels, came or went. */
    void policyChanged(String namespace, List<KnownPolicy> beforeAndAfter) {
        for (ImageUpdateAutomation automation : automations.indexed(BY_NAMESPACE, namespace)) {
            if (automation.undecodable().isEmpty()
                    && beforeAndAfter.stream().anyMatch(policy -> selects(automation, policy))) {
                automations.wake(automation.key());
            }
        }
    }

    private static boolean selects(ImageUpdateAutomation automation, KnownPolicy policy) {
        return LabelMatch.of(Optional.ofNullable(automation.getSpec().policySelector()))
                        instanceof LabelMatch.Parsed.Selector(LabelMatch selector)
                && selector.matches(policy.labels());
    }

    /** A GitRepository has another spec, came or went. */
    void sourceChanged(ObjectKey source) {
        automations.indexed(BY_SOURCE, source.toString()).forEach(automation -> automations.wake(automation.key()));
    }
}
