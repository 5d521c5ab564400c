package dev.capstan.cli.migrate.plan;

/**
 * What happens to the release of a HelmRelease when ours reconciles it in place of Flux's.
 *
 * @param name namespace and name of the HelmRelease
 * @param verdict what
 * @param message why
 */
public record ReleaseEffect(String name, Verdict verdict, String message) {

    /** What happens. */
    public enum Verdict {
        /** Nothing: chart, values and record are those that Flux remembers. */
        STAYS,
        /** It is upgraded, as Flux would at its next reconciliation. */
        UPGRADED,
        /** What Flux has begun and not finished, or failed at, goes on by the same rules. */
        GOES_ON,
        /** It cannot be told from here. */
        UNKNOWN
    }
}
