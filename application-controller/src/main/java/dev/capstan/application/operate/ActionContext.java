package dev.capstan.application.operate;

import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.project.ServiceAccounts;
import java.time.Instant;

/**
 * Where, and as whom, actions are carried out.
 *
 * @param account what the project says; without an entry the account of the installation acts
 * @param namespace of the destination, for objects that name none
 * @param fieldManager for server-side apply
 * @param deadline until when requests may begin
 */
public record ActionContext(
        Cluster cluster, ServiceAccounts.Account account, String namespace, String fieldManager, Instant deadline) {}
