export { formatBytes } from "../../view/format.ts";
