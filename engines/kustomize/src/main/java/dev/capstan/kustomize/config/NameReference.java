package dev.capstan.kustomize.config;

import dev.capstan.kustomize.resource.Gvk;

/**
 * Fields that name objects of some kinds.
 *
 * @param target the kinds that are named
 * @param referrers the fields
 */
public record NameReference(Gvk target, FieldSpecs referrers) {}
