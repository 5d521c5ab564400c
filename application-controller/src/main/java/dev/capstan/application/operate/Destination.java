package dev.capstan.application.operate;

import dev.capstan.application.live.LiveView;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.project.ResourceCheck;

/**
 * Where an operation takes place.
 *
 * @param check what the project permits there
 * @param health by which rules live objects are judged
 */
public record Destination(LiveView view, ActionContext context, ResourceCheck check, HealthRules health) {}
