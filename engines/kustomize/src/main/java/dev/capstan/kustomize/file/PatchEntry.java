package dev.capstan.kustomize.file;

import dev.capstan.kustomize.select.ObjectSelector;
import java.util.Optional;

/**
 * One patch.
 *
 * @param path the file that holds it
 * @param patch its text
 * @param target the objects it applies to; without one, the patch names its object
 * @param allowNameChange whether it may change the name
 * @param allowKindChange whether it may change the kind
 * @param place where it is
 */
public record PatchEntry(
        Optional<Setting> path,
        Optional<Setting> patch,
        Optional<ObjectSelector> target,
        boolean allowNameChange,
        boolean allowKindChange,
        Place place) {}
