package dev.capstan.source.kube;

import dev.capstan.api.artifact.ArtifactUrl;
import java.util.function.BiFunction;

/**
 * A second name of the current artifact that never changes.
 *
 * @param name the file name, for example {@code latest.tar.gz}
 * @param withUrl gives a status the address of that name
 * @param <S> the status
 */
public record LatestFile<S>(String name, BiFunction<S, ArtifactUrl, S> withUrl) {}
