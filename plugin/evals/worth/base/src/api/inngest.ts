import { serve } from "inngest/edge";
import { inngest } from "../inngest/client";
import { functions } from "../inngest/functions";

// Mounted at /api/inngest.
export const handler = serve({ client: inngest, functions });
