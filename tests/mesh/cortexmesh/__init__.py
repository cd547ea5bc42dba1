# SPDX-License-Identifier: Apache-2.0
"""The demo mesh: pods that are real processes, each in a network namespace and a control group of its own, and the truth of what they did."""
