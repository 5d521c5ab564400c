package dev.capstan.apply;

/**
 * Why a document cannot be applied.
 *
 * @param origin file and line
 * @param what what is wrong, as a sentence without subject capitalisation
 * @param advice one sentence on what to do
 */
public record ManifestProblem(SourcePosition origin, String what, String advice) {

    @Override
    public String toString() {
        return (origin.isKnown() ? origin + ": " : "") + what;
    }
}
