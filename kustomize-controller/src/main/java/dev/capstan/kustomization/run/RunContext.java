package dev.capstan.kustomization.run;

import dev.capstan.apply.Cancellation;
import dev.capstan.apply.inventory.InventoryJournal;
import java.util.Optional;

/**
 * What a run must know besides the Kustomization itself.
 *
 * @param lastRun what the last run that succeeded left behind; empty when there was none
 * @param mustApply whether equal inputs are no reason to leave the cluster alone: a drift, a request, the interval
 * @param mustCompare whether what is remembered of the cluster is compared with it first, because the run claims to
 *     have looked: a request, the interval
 * @param warnings hears what each build dropped
 * @param journal makes the inventory durable before the first write
 * @param cancellation ends the run when newer input arrived
 */
public record RunContext(
        Optional<LastRun> lastRun,
        boolean mustApply,
        boolean mustCompare,
        BuildWarningListener warnings,
        InventoryJournal journal,
        Cancellation cancellation) {

    /** For a build whose objects nobody applies. */
    static final RunContext BUILD_ONLY = new RunContext(
            Optional.empty(),
            true,
            false,
            BuildWarningListener.NOBODY,
            _ -> Optional.of("nothing is applied"),
            new Cancellation());
}
