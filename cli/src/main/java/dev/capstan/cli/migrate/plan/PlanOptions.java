package dev.capstan.cli.migrate.plan;

/**
 * What people choose.
 *
 * @param isSingleTenant whether what Flux allowed stays allowed
 * @param acceptsDifferences whether fields that are not supported may go, and objects change
 * @param isProven whether builds are compared with the cluster
 * @param goesIntoGit whether the repository that Flux was bootstrapped from gets the new components
 */
public record PlanOptions(boolean isSingleTenant, boolean acceptsDifferences, boolean isProven, boolean goesIntoGit) {}
