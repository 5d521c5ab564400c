package dev.capstan.helm;

/**
 * Why a chart cannot be rendered.
 *
 * @param kind what sort of fault it is
 * @param message exactly Helm's, except that texts that must not be shown are masked
 * @param template the file that is at fault, with the chart's name in front; empty when it is none
 * @param line 1-based; 0 when no line is known
 */
public record RenderFailure(Kind kind, String message, String template, int line) {

    /** Sorts of faults. */
    public enum Kind {
        /** The files are not a chart that can be rendered. */
        CHART,
        /** The charts inside of the chart do not fit together with the values. */
        DEPENDENCY,
        /** The values cannot be read. */
        VALUES,
        /** The values are not what a schema demands. */
        SCHEMA,
        /** The chart is not for this version of Kubernetes. */
        KUBE_VERSION,
        /** The release cannot be called so. */
        RELEASE_NAME,
        /** A template cannot be parsed. */
        PARSE,
        /** A template fails. */
        EXECUTE,
        /** A template says itself that it cannot go on: {@code required} or {@code fail}. */
        REQUIRED_OR_FAIL,
        /** Something is not YAML. */
        YAML,
        /** The post-renderer fails. */
        POST_RENDER,
        /** A limit of time, depth or size is reached. */
        LIMIT
    }

    /** A failure that belongs to no template. */
    public static RenderFailure of(Kind kind, String message) {
        return new RenderFailure(kind, message, "", 0);
    }
}
