package dev.capstan.kustomize.file;

import java.util.List;

/**
 * One ConfigMap or Secret to generate.
 *
 * @param name its name
 * @param namespace its namespace, may be empty
 * @param behavior create, replace or merge; may be empty
 * @param type type of a Secret, may be empty
 * @param literals {@code key=value}
 * @param files {@code path} or {@code key=path}
 * @param envs files of {@code key=value} lines
 * @param options options
 * @param place where it is
 */
public record GeneratorArgs(
        String name,
        String namespace,
        String behavior,
        String type,
        List<Setting> literals,
        List<Setting> files,
        List<Setting> envs,
        GeneratorOptions options,
        Place place) {}
