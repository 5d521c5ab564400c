/**
 * Repositories as Secrets of Argo CD describe them: their URLs in a form that can be compared, their credentials, and which of them
 * count for a URL and a project. Fetches nothing.
 */
@NullMarked
package dev.capstan.argo.repository;

import org.jspecify.annotations.NullMarked;
