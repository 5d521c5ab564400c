/** Applications as figures, under the names that dashboards for Argo CD know. */
@NullMarked
package dev.capstan.application.metric;

import org.jspecify.annotations.NullMarked;
