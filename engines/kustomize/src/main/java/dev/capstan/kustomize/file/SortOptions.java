package dev.capstan.kustomize.file;

import java.util.List;
import java.util.Optional;

/**
 * Order of the result.
 *
 * @param order {@code legacy} or {@code fifo}
 * @param first kinds that come first, for the legacy order
 * @param last kinds that come last, for the legacy order
 * @param place where it is
 */
public record SortOptions(String order, Optional<List<String>> first, Optional<List<String>> last, Place place) {}
