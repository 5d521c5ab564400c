package dev.capstan.helm.release;

import dev.capstan.helm.chart.Chart.CustomResourceFile;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.state.ReleaseState;
import dev.capstan.helm.release.storage.ReleaseHistory;
import dev.capstan.helm.release.storage.StorageResult;
import java.time.Duration;
import java.util.List;

/**
 * The actions on releases, with one identity. Calls block the (virtual) thread while the API server is asked, and never
 * while an object or a hook is waited for: then the outcome is {@link ActionOutcome.Waiting}.
 *
 * <p>An action begins by recording that it is under way. Whatever happens afterwards, the record tells the next process
 * what to do ({@link #state}, {@link #heal}). An action is given the history that was decided on; when somebody else has
 * written a record since, it changes nothing more and says so.
 */
public interface ReleaseActions {

    /** All revisions that are stored. One request. */
    StorageResult<ReleaseHistory> history(ReleaseTarget target);

    /** A history with a revision that it only knows of; without it when it is gone meanwhile. One request at most. */
    StorageResult<ReleaseHistory> read(ReleaseTarget target, ReleaseHistory history, int version);

    /** What a history amounts to. Asked only while this process runs no action on the release. */
    ReleaseState state(ReleaseHistory history);

    /**
     * Applies the definitions of a chart, which is rendered afterwards. Ends with {@link ActionOutcome.Prepared} when they
     * are established.
     */
    ActionOutcome prepare(
            ReleaseTarget target, List<CustomResourceFile> definitions, DefinitionPolicy policy, Duration timeout);

    /** Installs a release that is absent or uninstalled. */
    ActionOutcome install(ReleaseTarget target, ReleaseHistory history, ReleaseContent content, InstallOptions options);

    /** Upgrades a release that is there, whether its last action failed or not. */
    ActionOutcome upgrade(ReleaseTarget target, ReleaseHistory history, ReleaseContent content, UpgradeOptions options);

    /**
     * Makes a new revision with the objects of an earlier one.
     *
     * @param version the earlier one
     */
    ActionOutcome rollback(ReleaseTarget target, ReleaseHistory history, int version, RollbackOptions options);

    /** Deletes the objects of a release, and its records unless they are kept. */
    ActionOutcome uninstall(ReleaseTarget target, ReleaseHistory history, UninstallOptions options);

    /** Runs the test hooks of the newest revision, and records how they went. */
    ActionOutcome test(ReleaseTarget target, ReleaseHistory history, TestOptions options);

    /** Records an action whose process is dead as failed. Ends with the revision as it is stored then. */
    ActionOutcome heal(ReleaseTarget target, ReleaseHistory history);
}
