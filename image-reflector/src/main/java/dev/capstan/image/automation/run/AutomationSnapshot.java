package dev.capstan.image.automation.run;

import dev.capstan.api.image.ImageUpdateAutomationSpec;
import dev.capstan.api.image.ImageUpdateAutomationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.image.automation.policy.KnownPolicy;
import java.util.List;

/**
 * What a run goes by.
 *
 * @param key the automation
 * @param generation of its spec
 * @param spec what it asks for
 * @param status how the last run left it
 * @param policies all of its namespace
 */
public record AutomationSnapshot(
        ObjectKey key,
        long generation,
        ImageUpdateAutomationSpec spec,
        ImageUpdateAutomationStatus status,
        List<KnownPolicy> policies) {
    /** Copies the policies. */
    public AutomationSnapshot {
        policies = List.copyOf(policies);
    }
}
