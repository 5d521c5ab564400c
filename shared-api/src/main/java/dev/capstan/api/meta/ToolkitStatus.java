package dev.capstan.api.meta;

/**
 * A status of the toolkit: an immutable record with a part that is the same for all kinds.
 *
 * @param <S> the status itself
 */
public interface ToolkitStatus<S extends ToolkitStatus<S>> {
    /** The part that all kinds have. */
    CommonStatus common();

    /** The same status with another common part. */
    S with(CommonStatus common);
}
