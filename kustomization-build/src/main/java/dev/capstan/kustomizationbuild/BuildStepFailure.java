package dev.capstan.kustomizationbuild;

/**
 * Why the objects could not be built.
 *
 * @param message place, cause and advice in one text; no secret values
 */
public record BuildStepFailure(String message) {}
